package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A convolution of so many weights that sixteen images share a gradient: what they share must not
 * be cut by workers, shards or pauses.
 */
public abstract class ManyWeightsContract {
  private static final Shape IMAGE = Shape.of(2, 2, 257);
  private static final int UNITS = 1024;
  private static final int SAMPLES = 61;
  private static final int BATCH = 37;
  private static final Dataset DATA = Samples.classes(SAMPLES, IMAGE, 3, 1);
  private static final Model MODEL = network(new Conv2d(UNITS, 2), new Flatten()).initialize(3);

  /** Creates the contract. */
  protected ManyWeightsContract() {}

  /** The name of the backend under test. */
  protected abstract String backend();

  private static Network network(Layer first, Layer second) {
    return Network.of(IMAGE, first, second, new Dense(3));
  }

  private static Trainer.Builder settings(Model model, int batch) {
    return Trainer.builder(model, Loss.softmaxCrossEntropy(), Optimizer.momentum(0.02, 0.9))
        .batchSize(batch)
        .seed(4);
  }

  private static Model trained(Trainer.Builder builder, int epochs) {
    try (Trainer trainer = builder.build()) {
      trainer.fit(DATA, Fit.epochs(epochs).unshuffled());
      return trainer.model();
    }
  }

  @Test
  void givesTheBitsOfTheReferenceWithAnyNumberOfWorkers() {
    long expected = trained(settings(MODEL, BATCH).backend("reference").threads(1), 1).checksum();
    for (int workers : new int[] {1, 2, 3, 7}) {
      Trainer.Builder builder = settings(MODEL, BATCH).backend(backend()).threads(workers);
      assertEquals(expected, trained(builder, 1).checksum(), "workers " + workers);
    }
  }

  /** Windows as large as the image make a convolution a dense layer. */
  @Test
  void isADenseLayerIfThereIsOneWindow() {
    Network dense = network(new Flatten(), new Dense(UNITS));
    float[][] values = new float[4][];
    for (int i = 0; i < values.length; i++) {
      values[i] = MODEL.values(i);
    }
    Model expected =
        trained(settings(new Model(dense, values), BATCH).backend(backend()).threads(1), 1);
    Model found = trained(settings(MODEL, BATCH).backend(backend()).threads(2), 1);
    assertTrue(moved(expected.values(0), values[0]) > 1e-4, "weights move");
    for (int i = 0; i < values.length; i++) {
      assertArrayEquals(expected.values(i), found.values(i), 1e-6f, "parameter " + i);
    }
  }

  private static double moved(float[] after, float[] before) {
    return IntStream.range(0, after.length)
        .mapToDouble(i -> Math.abs(after[i] - before[i]))
        .max()
        .orElseThrow();
  }

  @Test
  void goesOnInMidEpochAsIfItHadNotPaused() {
    long expected = trained(settings(MODEL, 20).backend(backend()).threads(1), 1).checksum();
    TrainerState half;
    Fit fit = Fit.upToEpoch(1).unshuffled();
    try (Trainer trainer = settings(MODEL, 20).backend(backend()).threads(2).build()) {
      trainer.fit(DATA, fit.withStepBudget(2));
      half = trainer.state();
    }
    try (Trainer trainer =
        Trainer.resume(half, Loss.softmaxCrossEntropy(), Optimizer.momentum(0.02, 0.9))
            .batchSize(20)
            .backend(backend())
            .threads(3)
            .build()) {
      trainer.fit(DATA, fit);
      assertEquals(expected, trainer.model().checksum());
    }
  }

  @Test
  void shardsGiveTheBitsOfAccumulation() {
    int shards = 2;
    long expected =
        trained(settings(MODEL, 20).backend("reference").threads(1).accumulation(shards), 1)
            .checksum();
    int[] all = IntStream.range(0, SAMPLES).toArray();
    try (GradientWorker worker =
            settings(MODEL, 20).backend(backend()).threads(3).gradientWorker();
        Updater updater = settings(MODEL, 20).backend(backend()).threads(2).updater()) {
      for (int first = 0; first < SAMPLES; first += 20 * shards) {
        int end = Math.min(first + 20 * shards, SAMPLES);
        long before = updater.finishedSteps() * shards;
        worker.set(updater.model());
        List<Gradients> gradients = new ArrayList<>();
        for (int from = first; from < end; from += 20) {
          int[] samples = Arrays.copyOfRange(all, from, Math.min(from + 20, end));
          Shard shard = new Shard(samples, end - first, before + gradients.size() + 1);
          gradients.add(worker.gradients(DATA, shard));
        }
        updater.apply(Gradients.sum(gradients));
      }
      assertEquals(expected, updater.model().checksum());
    }
  }
}
