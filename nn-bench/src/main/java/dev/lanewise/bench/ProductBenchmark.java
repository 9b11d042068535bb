package dev.lanewise.bench;

import dev.lanewise.bench.products.KernelMultiplier;
import dev.lanewise.bench.products.Multiplier;
import dev.lanewise.bench.products.Multiplier.Multiplication;
import dev.lanewise.bench.products.Product;
import dev.lanewise.bench.products.Product.Pass;
import dev.lanewise.kernels.Backends;
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
 * The three matrix products of a dense layer on one thread, {@code y = b + x w}, {@code dx = dy
 * w^T} and {@code dw = x^T dy}, on shapes of training, as a trainer computes them. The counter
 * {@code gflops} is in 10^9 floating-point operations a second; put it beside {@link PeakBenchmark}
 * of the same run.
 *
 * <p>One should see: simd above 85 % of the peak for wide layers on 32 vector registers and 60 to
 * 75 % on 16, where a neighbour uses the other half of the core; less for 10 units, which fill only
 * part of a vector; reference at what one scalar loop that the compiler vectorises reaches.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ProductBenchmark {
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

  private Case forward;
  private Case inputGradient;
  private Case weightGradient;

  /** A product that is ready, and what it is worth. */
  private record Case(Multiplication multiplication, double gflops) {
    void run(Operations done) {
      multiplication.run();
      done.gflops += gflops;
    }
  }

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
    forward = of(Pass.FORWARD, sizes);
    inputGradient = of(Pass.INPUT_GRADIENT, sizes);
    weightGradient = of(Pass.WEIGHT_GRADIENT, sizes);
  }

  private Case of(Pass pass, int[] sizes) {
    Product product = new Product(pass, sizes[0], sizes[1], sizes[2]);
    Multiplier<Product> multiplier =
        new KernelMultiplier(Backends.select(backend).backend().kernels());
    float[] a = Randoms.array(product.sizeA());
    float[] b = Randoms.array(product.sizeB());
    return new Case(multiplier.prepare(product, a, b), 1e-9 * product.operations());
  }

  /** The whole batch forward, in chunks of rows. */
  @Benchmark
  public void forward(Operations done) {
    forward.run(done);
  }

  /** The input gradient of the whole batch, in chunks of rows. */
  @Benchmark
  public void inputGradient(Operations done) {
    inputGradient.run(done);
  }

  /** The weight gradient, in slices, and the copies of a long batch. */
  @Benchmark
  public void weightGradient(Operations done) {
    weightGradient.run(done);
  }
}
