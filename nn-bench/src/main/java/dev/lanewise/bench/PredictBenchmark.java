package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
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
 * The latency of a prediction on one thread: one sample, and a batch of 128. {@code -bm sample}
 * prints percentiles such as p0.50 and p0.99; {@code -bm avgt -prof gc} what a prediction
 * allocates, without JMH's own record of samples. The gate compares the median of samples.
 *
 * <p>One should see: a single sample bound by streaming the weights from the second-level cache; a
 * batch at a small multiple of the cost of its arithmetic at the core's peak; no allocation.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class PredictBenchmark {
  private static final int BATCH = 128;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** The sizes of the layers. */
  @Param({"784-128-10", "30-64-32-2"})
  public String network;

  private Predictor predictor;
  private float[] sample;
  private float[] output;
  private Matrix samples;
  private Matrix outputs;

  /** Builds a predictor. */
  @Setup
  public void build() {
    Network description = Networks.of(network);
    predictor = Predictor.of(description.initialize(1), Backends.select(backend));
    sample = new float[description.input().size()];
    output = new float[description.output().size()];
    samples = Matrix.allocate(BATCH, sample.length);
    outputs = Matrix.allocate(BATCH, output.length);
  }

  /** One sample from array to array. */
  @Benchmark
  public float[] one() {
    predictor.predict(sample, output);
    return output;
  }

  /** 128 samples from matrix to matrix. */
  @Benchmark
  public Matrix batch() {
    predictor.predict(samples, outputs);
    return outputs;
  }
}
