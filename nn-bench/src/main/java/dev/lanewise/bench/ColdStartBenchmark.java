package dev.lanewise.bench;

import dev.lanewise.data.ImageDataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
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
 * From building a network to its first prediction, and to the end of its first epoch, in a fresh
 * virtual machine: loading of classes, interpreted code and compilation included, the start of Java
 * itself and the making of data not. A fork gives one shot, so there are many of them; give no
 * {@code -wi} or {@code -i}.
 *
 * <p>One should see: a first prediction in a tenth of a second or so; a first epoch that takes a
 * second or two longer than those of {@link EpochBenchmark}, in which the kernels are compiled.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(20)
public class ColdStartBenchmark {
  private static final int SAMPLES = 60_000;
  private static final int BATCH = 128;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** The sizes of the layers. */
  @Param("784-128-10")
  public String network;

  /** Data are made before the shot; nothing of the library runs but what holds them. */
  @State(Scope.Benchmark)
  public static class Data {
    private ImageDataset digits;

    /** Draws them. */
    @Setup
    public void draw() {
      digits = Digits.of(SAMPLES);
    }
  }

  /** From the description of a network to the output for one sample. */
  @Benchmark
  public float[] firstPrediction() {
    Network description = Networks.of(network);
    Predictor predictor = Predictor.of(description.initialize(1), Backends.select(backend));
    float[] output = new float[description.output().size()];
    predictor.predict(new float[description.input().size()], output);
    return output;
  }

  /** From the description of a network to the end of an epoch with Adam on all processors. */
  @Benchmark
  public History firstEpoch(Data data) {
    try (Trainer trainer =
        Trainer.builder(
                Networks.of(network).initialize(1),
                Loss.softmaxCrossEntropy(),
                Networks.optimizer("adam"))
            .batchSize(BATCH)
            .backend(backend)
            .build()) {
      return trainer.fit(data.digits, Fit.epochs(1));
    }
  }
}
