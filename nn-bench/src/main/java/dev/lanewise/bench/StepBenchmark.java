package dev.lanewise.bench;

import dev.lanewise.data.ImageDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time and the allocation of a training step of small batches, on data that stay in the cache.
 *
 * <p>Run it with {@code -prof gc}: {@code gc.alloc.rate.norm} is the bytes that a step allocates,
 * plus what a call of {@code fit} does for all its steps (the order of the samples, 4 bytes for
 * each, and the result).
 *
 * <p>One should see: {@code 4 batch} bytes and a few more, whatever the backend, the optimizer or
 * the number of threads, as a step itself allocates nothing; vectors that are boxed show as
 * thousands. With one sample in a batch, most of a step is the optimizer's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class StepBenchmark {
  private static final int STEPS = 200;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** The sizes of the layers. */
  @Param("784-128-10")
  public String network;

  /** Samples of a step. */
  @Param({"1", "16"})
  public int batch;

  /** The optimizer. */
  @Param({"sgd", "adam"})
  public String optimizer;

  /** Threads that train. */
  @Param({"1", "2"})
  public int threads;

  private ImageDataset data;
  private Trainer trainer;

  /** Builds a trainer; its buffers are allocated in the first step of the warm-up. */
  @Setup(Level.Trial)
  public void build() {
    data = Digits.of(STEPS * batch);
    trainer =
        Trainer.builder(
                Networks.of(network).initialize(1),
                Loss.softmaxCrossEntropy(),
                Networks.optimizer(optimizer))
            .batchSize(batch)
            .threads(threads)
            .backend(backend)
            .build();
    // Labels are random and a batch may be one sample: at the usual rate, training diverges.
    trainer.learningRate(1e-6);
  }

  /** Ends the trainer's threads. */
  @TearDown(Level.Trial)
  public void close() {
    trainer.close();
  }

  /** Some steps in the order of the samples; the score is that of one. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public History steps() {
    return trainer.fit(data, Fit.epochs(1).unshuffled());
  }
}
