package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.BatchColumns;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The three matrix products of a dense layer on one thread, {@code y = b + x w}, {@code dx = dy
 * w^T} and {@code dw = x^T dy}, on shapes of training. The counter {@code gflops} is in 10^9
 * floating-point operations a second; put it beside {@link PeakBenchmark} of the same run.
 *
 * <p>One should see: simd above 85 % of the peak for wide layers, less for 10 units, which fill
 * only part of a vector; reference at what one scalar loop that the compiler vectorises reaches.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ProductBenchmark {
  private static final int CHUNK = 64;
  private static final int SLICE_ROWS = 48;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** Rows x inputs x units. */
  @Param({
    "128x784x128",
    "128x128x10",
    "128x784x512",
    "128x512x512",
    "1024x512x512",
    "128x2048x2048"
  })
  public String shape;

  private Kernels kernels;
  private Matrix x;
  private Matrix y;
  private Matrix dx;
  private Panels weights;
  private float[] bias;
  private float[] gradient;
  private List<Slice> slices;
  private List<Matrix> inputs;
  private List<Matrix> units;
  private final Scratch scratch = new Scratch();

  /** Counts floating-point operations. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Operations {
    /** Thousands of millions of operations, so that the score is in GFLOP/s. */
    public double gflops;
  }

  /** Fills the matrices with random numbers. */
  @Setup
  public void allocate() {
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    kernels = Backends.select(backend).backend().kernels();
    x = Randoms.matrix(sizes[0], sizes[1]);
    y = Randoms.matrix(sizes[0], sizes[2]);
    dx = Matrix.allocate(sizes[0], sizes[1]);
    weights = kernels.panels(sizes[1], sizes[2]);
    weights.set(Randoms.array(sizes[1] * sizes[2]));
    bias = new float[sizes[2]];
    BatchColumns xColumns = BatchColumns.ofInputs(kernels, x);
    BatchColumns yColumns = BatchColumns.ofUnits(kernels, y, weights);
    int sliceRows = Math.min(SLICE_ROWS, xColumns.width());
    slices = weights.slices(sliceRows);
    inputs = slices.stream().map(s -> xColumns.view(s.from(), s.to())).toList();
    units =
        slices.stream()
            .map(s -> yColumns.view(s.firstColumn(), s.firstColumn() + s.columns()))
            .toList();
    xColumns.refresh(0, x.rows());
    yColumns.refresh(0, y.rows());
    gradient = new float[sliceRows * Math.max(weights.panelCols(), sizes[2])];
  }

  private double operations() {
    return 2e-9 * x.rows() * weights.rows() * weights.cols();
  }

  /** The whole batch forward, in chunks of rows as a trainer does it. */
  @Benchmark
  public Matrix forward(Operations done) {
    for (int from = 0; from < x.rows(); from += CHUNK) {
      kernels.affine(x, weights, bias, y, from, Math.min(from + CHUNK, x.rows()), scratch);
    }
    done.gflops += operations();
    return y;
  }

  /** The input gradient of the whole batch, in the same chunks. */
  @Benchmark
  public Matrix inputGradient(Operations done) {
    for (int from = 0; from < x.rows(); from += CHUNK) {
      int to = Math.min(from + CHUNK, x.rows());
      kernels.affineInputGradient(y, weights, dx, from, to, scratch);
    }
    done.gflops += operations();
    return dx;
  }

  /** The weight gradient, in slices as a trainer does it, from copies where it makes some. */
  @Benchmark
  public float[] weightGradient(Operations done) {
    for (int i = 0; i < slices.size(); i++) {
      kernels.affineWeightGradient(
          inputs.get(i), units.get(i), x.rows(), slices.get(i), gradient, 0, scratch);
    }
    done.gflops += operations();
    return gradient;
  }
}
