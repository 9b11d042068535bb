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
 * Samples trained a second, over whole epochs of MNIST-shaped data: shuffling, reading of the
 * images, forward, loss, backward and optimizer.
 *
 * <p>One should see: simd several times the reference; throughput that grows with the batch, since
 * the optimizer runs once a batch; Adam close to SGD at large batches and behind it at small ones;
 * two threads close to twice one, except for small batches. Compare forks: an outlier by a factor
 * means that a kernel was not compiled to vector code.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class EpochBenchmark {
  private static final int SAMPLES = 60_000;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** The sizes of the layers. */
  @Param({"784-128-10", "784-512-512-10"})
  public String network;

  /** Samples of a step. */
  @Param({"32", "128", "1024"})
  public int batch;

  /** The optimizer. */
  @Param({"sgd", "adam"})
  public String optimizer;

  /** Threads that train. */
  @Param({"1", "2"})
  public int threads;

  private ImageDataset data;
  private Trainer trainer;

  /** Builds a trainer; its buffers are allocated in the first warm-up epoch. */
  @Setup(Level.Trial)
  public void build() {
    data = Digits.of(SAMPLES);
    trainer =
        Trainer.builder(
                Networks.of(network).initialize(1),
                Loss.softmaxCrossEntropy(),
                Networks.optimizer(optimizer))
            .batchSize(batch)
            .threads(threads)
            .backend(backend)
            .build();
  }

  /** Ends the trainer's threads. */
  @TearDown(Level.Trial)
  public void close() {
    trainer.close();
  }

  /** One epoch; the score is in samples a second. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public History epoch() {
    return trainer.fit(data, Fit.epochs(1));
  }
}
