package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
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
 * Softmax and losses with their gradients over a batch of 128 samples, on one thread.
 *
 * <p>One should see: simd ahead of the reference, by less for 10 classes, which fill only part of a
 * vector; softmax and cross-entropy at the price of an exponential an element, the squared error
 * far below.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class LossBenchmark {
  private static final int ROWS = 128;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** Outputs of the network. */
  @Param({"10", "1000"})
  public int outputs;

  private Kernels kernels;
  private Matrix y;
  private Matrix out;
  private LossRows classes;
  private LossRows values;
  private final Scratch scratch = new Scratch();

  /** Fills the matrices with random numbers; each sample is of class 0. */
  @Setup
  public void allocate() {
    kernels = Backends.select(backend).backend().kernels();
    y = Randoms.matrix(ROWS, outputs);
    out = Matrix.allocate(ROWS, outputs);
    classes = new LossRows(y, Matrix.allocate(ROWS, 1), out, new float[ROWS]);
    values = new LossRows(y, Matrix.allocate(ROWS, outputs), out, new float[ROWS]);
  }

  /** Softmax alone, as in a prediction. */
  @Benchmark
  public Matrix softmax() {
    kernels.elements().softmax(y, out, 0, ROWS, scratch);
    return out;
  }

  /** Cross-entropy from logits, and its gradient. */
  @Benchmark
  public Matrix softmaxCrossEntropy() {
    kernels.losses().softmaxCrossEntropy(classes, 0, 1f / ROWS, 0, ROWS, scratch);
    return out;
  }

  /** The squared error and its gradient. */
  @Benchmark
  public Matrix squaredError() {
    kernels.losses().elementLoss(ElementLoss.SQUARED, 0, values, 1f / ROWS, 0, ROWS, scratch);
    return out;
  }
}
