package dev.lanewise.bench;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import java.util.SplittableRandom;
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
 * The time and the allocation of a training step of 32 sequences of tokens, with AdamW, as {@link
 * StepBenchmark} has them for rows.
 *
 * <p>One should see: no allocation but that of a call of {@code fit}; two threads below the time of
 * one, by more for attention than for recurrence, whose steps wait for each other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class SequenceStepBenchmark {
  private static final int STEPS = 4;
  private static final int BATCH = 32;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** One of {@link Networks#OF_TOKENS}. */
  @Param({"lstm-128", "gru-128", "gpt"})
  public String network;

  /** Threads that train. */
  @Param({"1", "2"})
  public int threads;

  private ArrayDataset data;
  private Trainer trainer;

  /** Builds a trainer; its buffers are allocated in the first step of the warm-up. */
  @Setup(Level.Trial)
  public void build() {
    Network description = Networks.of(network);
    int length = description.input().size();
    float[] inputs = tokens(length, 1);
    data = ArrayDataset.of(inputs, Shape.of(length), tokens(length, 2), length);
    trainer =
        Trainer.builder(
                description.initialize(1), Loss.softmaxCrossEntropy(), Networks.optimizer("adamw"))
            .batchSize(BATCH)
            .threads(threads)
            .backend(backend)
            .build();
  }

  private static float[] tokens(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] tokens = new float[STEPS * BATCH * length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = random.nextInt(Networks.TOKENS);
    }
    return tokens;
  }

  /** Ends the trainer's threads. */
  @TearDown(Level.Trial)
  public void close() {
    trainer.close();
  }

  /** Some steps in the order of the sequences; the score is that of one. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public History steps() {
    return trainer.fit(data, Fit.epochs(1).unshuffled());
  }
}
