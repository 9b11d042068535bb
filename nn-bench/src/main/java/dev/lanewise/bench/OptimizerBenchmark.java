package dev.lanewise.bench;

import dev.lanewise.kernels.Backends;
import dev.lanewise.optimizer.Optimizer;
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
 * A step of an optimizer over the 784 x 128 weights of a layer, on one thread, in pieces as a
 * trainer does it: the gradient of a piece is in the first-level cache.
 *
 * <p>One should see: times in the ratio of the memory that is read and written, that is SGD, then
 * momentum and RMSprop, then Adam; and a time that stays the same from iteration to iteration, or
 * subnormal numbers have come up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class OptimizerBenchmark {
  private static final int SIZE = 784 * 128;
  private static final int PIECE = 48 * 32;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** The optimizer. */
  @Param({"sgd", "momentum", "rmsprop", "adam"})
  public String optimizer;

  private Optimizer.Update update;
  private float[] weights;
  private float[][] state;
  private float[] gradient;
  private long steps;

  /** Fills weights and gradient with random numbers. */
  @Setup
  public void allocate() {
    Optimizer described = optimizer(optimizer);
    update = described.bind(Backends.select(backend).backend().kernels());
    weights = Randoms.array(SIZE);
    state = new float[described.slots()][SIZE];
    gradient = Randoms.array(PIECE);
  }

  /** A small step size, so that weights stay finite for as long as one likes. */
  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd" -> Optimizer.sgd(1e-6);
      case "momentum" -> Optimizer.momentum(1e-6, 0.9);
      case "rmsprop" -> Optimizer.rmsProp(1e-6);
      case "adam" -> Optimizer.adam(1e-6);
      default ->
          throw new IllegalArgumentException(
              "optimizer: sgd, momentum, rmsprop or adam expected; found " + name);
    };
  }

  /** One step. */
  @Benchmark
  public float[] step() {
    steps++;
    update.prepare(steps, 1e-6);
    for (int from = 0; from < SIZE; from += PIECE) {
      update.apply(weights, state, from, Math.min(from + PIECE, SIZE), gradient, 0);
    }
    return weights;
  }
}
