package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;
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
 * The three products of a convolution on one thread, image by image as a trainer computes them: the
 * output, the gradient of the input, the gradient of the weights. The counter {@code gflops} is in
 * 10^9 floating-point operations a second, those with the border included; put it beside {@link
 * ProductBenchmark} and {@link PeakBenchmark} of the same run.
 *
 * <p>One should see: with 16 and more channels 80 to 100 % of a dense layer's product; less for
 * windows of 1 x 1 and for images of one or three channels, where copies cost as much as products,
 * and for depthwise convolutions, which load two numbers for each multiplication.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ConvolutionBenchmark {
  private static final int IMAGES = 4;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** Side of the image, channels, units, side of the windows, stride, groups; padding is half. */
  @Param({
    "28-1-6-5-1-1",
    "28-1-32-3-1-1",
    "26-32-64-3-1-1",
    "32-3-16-3-1-1",
    "32-16-16-3-1-1",
    "32-16-32-3-2-1",
    "8-64-64-3-1-1",
    "14-64-128-1-1-1",
    "32-64-64-3-1-64"
  })
  public String shape;

  private ConvolutionKernel kernel;
  private Panels weights;
  private Filters filters;
  private Filters turned;
  private float[] bias;
  private float[] gradient;
  private Matrix x;
  private Matrix y;
  private Matrix dx;
  private final Scratch scratch = new Scratch();
  private double gflops;

  /** Counts floating-point operations. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Operations {
    /** Thousands of millions of operations, so that the score is in GFLOP/s. */
    public double gflops;
  }

  /** Fills images and weights with random numbers. */
  @Setup
  public void allocate() {
    int[] sizes = Arrays.stream(shape.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    Axis axis = Axis.of(sizes[0], sizes[3], sizes[4], 1, sizes[3] / 2, sizes[3] / 2);
    Convolution at = new Convolution(new Windows(axis, axis, sizes[1]), sizes[2], sizes[5]);
    Kernels kernels = Backends.select(backend).backend().kernels();
    kernel = kernels.convolution(at);
    weights = kernels.products().panels(at.weightRows(), at.groupUnits());
    weights.set(Randoms.array(at.weightRows() * at.groupUnits()));
    filters = kernel.filters(weights);
    kernel.prepare(filters);
    turned = kernel.turnedFilters(weights);
    kernel.turn(turned);
    bias = Randoms.array(at.units());
    gradient = new float[weights.size()];
    x = random(at.windows().imageSize());
    y = random(at.outputSize());
    dx = random(at.windows().imageSize());
    gflops = 1e-9 * IMAGES * 2 * at.outputSize() * at.depth();
  }

  private static Matrix random(int size) {
    Matrix images = Matrix.allocateDense(IMAGES, size);
    float[] values = Randoms.array(IMAGES * size);
    System.arraycopy(values, 0, images.data(), 0, values.length);
    return images;
  }

  /** The outputs. */
  @Benchmark
  public void forward(Operations done) {
    for (int image = 0; image < IMAGES; image++) {
      kernel.forward(x, filters, bias, y, image, image + 1, scratch);
    }
    done.gflops += gflops;
  }

  /** The gradients of the inputs. */
  @Benchmark
  public void inputGradient(Operations done) {
    for (int image = 0; image < IMAGES; image++) {
      kernel.inputGradient(y, turned, dx, image, image + 1, scratch);
    }
    done.gflops += gflops;
  }

  /** The gradient of the weights, of each image by itself. */
  @Benchmark
  public void weightGradient(Operations done) {
    for (int image = 0; image < IMAGES; image++) {
      kernel.weightGradient(x, y, image, image + 1, weights, gradient, 0, scratch);
    }
    done.gflops += gflops;
  }
}
