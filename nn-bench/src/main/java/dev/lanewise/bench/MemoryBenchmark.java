package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import java.util.concurrent.TimeUnit;
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
 * Kernels that move more than they compute, on one thread: the bias gradient and dropout.
 *
 * <p>One should see: all of them small beside {@link ProductBenchmark} on the same sizes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class MemoryBenchmark {
  private static final int ROWS = 128;
  private static final int UNITS = 128;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  private Kernels kernels;
  private Matrix x;
  private Matrix out;
  private final float[] sums = new float[UNITS];

  /** Fills the matrices with random numbers. */
  @Setup
  public void allocate() {
    kernels = Backends.select(backend).backend().kernels();
    x = Randoms.matrix(ROWS, UNITS);
    out = Matrix.allocate(ROWS, UNITS);
  }

  /** Sums of the columns of 128 x 128 gradients. */
  @Benchmark
  public float[] columnSums() {
    kernels.reductions().columnSums(x, 0, ROWS, sums, 0);
    return sums;
  }

  /** Dropout of 128 x 128 outputs. */
  @Benchmark
  public Matrix dropout() {
    kernels.elements().dropout(x, out, 0.5f, 99, 0, ROWS);
    return out;
  }
}
