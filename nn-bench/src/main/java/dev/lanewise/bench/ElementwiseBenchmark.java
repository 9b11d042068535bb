package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
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
 * Activations and their gradients over the 128 x 128 outputs of a hidden layer, on one thread.
 *
 * <p>One should see: simd several times the reference; ReLU bound by the cache, and the functions
 * that need an exponential some ten times that. {@code -p function=ELU,SILU} measures others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class ElementwiseBenchmark {
  private static final int ROWS = 128;
  private static final int UNITS = 128;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** The formula. */
  @Param({"RELU", "TANH", "GELU"})
  public Activation.Function function;

  private Kernels kernels;
  private Activation activation;
  private Matrix x;
  private Matrix dy;
  private Matrix out;
  private final Scratch scratch = new Scratch();

  /** Fills the matrices with random numbers. */
  @Setup
  public void allocate() {
    kernels = Backends.select(backend).backend().kernels();
    activation = new Activation(function, 0.5f);
    x = Randoms.matrix(ROWS, UNITS);
    dy = Randoms.matrix(ROWS, UNITS);
    out = Matrix.allocate(ROWS, UNITS);
  }

  /** The function. */
  @Benchmark
  public Matrix forward() {
    kernels.elements().activate(activation, x, out, 0, ROWS, scratch);
    return out;
  }

  /** Its gradient; numbers between -1 and 1 serve as outputs or as inputs. */
  @Benchmark
  public Matrix gradient() {
    kernels.elements().activationGradient(activation, x, dy, out, 0, ROWS, scratch);
    return out;
  }
}
