package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Shows that the regression gate works: predictions of a batch, of which the system property {@code
 * lanewise.planted} repeats a share, such as 0.05; by default none. Warming up is as short as a
 * quiet machine allows. {@code nn-bench/show-gate.sh} runs it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 60, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class PlantedBenchmark {
  private static final int BATCH = 24;

  private final double share = Double.parseDouble(System.getProperty("lanewise.planted", "0"));
  private Predictor predictor;
  private Matrix samples;
  private Matrix outputs;
  private double owed;

  /** Builds a predictor. */
  @Setup
  public void build() {
    Network network = Networks.of("784-128-10");
    predictor = Predictor.of(network.initialize(1));
    samples = Matrix.allocate(BATCH, network.input().size());
    outputs = Matrix.allocate(BATCH, network.output().size());
  }

  /** A prediction, and now and then a second one. */
  @Benchmark
  public Matrix predict() {
    for (owed += share; owed >= 1; owed--) {
      predictor.predict(samples, outputs);
    }
    predictor.predict(samples, outputs);
    return outputs;
  }
}
