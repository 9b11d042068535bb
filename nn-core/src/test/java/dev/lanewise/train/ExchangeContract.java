package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training whose gradients are computed shard by shard, by whomever, gives the bits of one trainer
 * that accumulates as many batches.
 */
public abstract class ExchangeContract {
  private static final int BATCH = 20;
  private static final Network NETWORK =
      Network.of(Shape.of(7), new Dense(9, Activation.GELU), new Dropout(0.3f), new Dense(3));
  private static final Model MODEL = NETWORK.initialize(5);
  private static final Loss LOSS = Loss.softmaxCrossEntropy();

  /** Creates the contract. */
  protected ExchangeContract() {}

  /** The name of the backend under test. */
  protected abstract String backend();

  private static Trainer.Builder settings() {
    return Trainer.builder(MODEL, LOSS, Optimizer.adam(0.01))
        .batchSize(BATCH)
        .seed(4)
        .clipping(new Clipping.ByGlobalNorm(0.5))
        .schedule(Schedule.cosine(10, 0.1))
        .freeze("0.bias")
        .regularization(Regularization.ofWeights(NETWORK, Penalty.elastic(1e-4, 1e-3)));
  }

  /** The samples of each step, of which the last one is short. */
  private static List<int[]> steps(int samples, int ofStep) {
    return IntStream.iterate(0, first -> first < samples, first -> first + ofStep)
        .mapToObj(first -> IntStream.range(first, Math.min(first + ofStep, samples)).toArray())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void shardsGiveTheBitsOfAccumulation(int shards) {
    Dataset data = Samples.classes(350, Shape.of(7), 3, 1);
    Model expected;
    try (Trainer trainer =
        settings().backend("reference").threads(1).accumulation(shards).build()) {
      trainer.fit(data, Fit.epochs(1).unshuffled());
      expected = trainer.model();
    }
    try (GradientWorker even = settings().backend(backend()).threads(2).gradientWorker();
        GradientWorker odd = settings().backend("reference").threads(3).gradientWorker();
        Updater updater = settings().backend(backend()).threads(2).updater()) {
      for (int[] step : steps(data.size(), BATCH * shards)) {
        long before = updater.finishedSteps() * shards;
        even.set(updater.model());
        odd.set(updater.model());
        List<Gradients> gradients = new ArrayList<>();
        for (int[] part : steps(step.length, BATCH)) {
          int[] samples = Arrays.copyOfRange(step, part[0], part[part.length - 1] + 1);
          Shard shard = new Shard(samples, step.length, before + gradients.size() + 1);
          gradients.add((gradients.size() % 2 == 0 ? even : odd).gradients(data, shard));
        }
        updater.apply(Gradients.sum(gradients));
      }
      assertEquals(expected.checksum(), updater.model().checksum());
    }
  }

  @Test
  void lossesAndClassesAreThoseOfTheSamples() {
    Dataset data = Samples.classes(BATCH, Shape.of(7), 3, 1);
    int[] all = IntStream.range(0, BATCH).toArray();
    Network plain = Network.of(Shape.of(7), new Dense(3));
    Trainer.Builder builder =
        Trainer.builder(plain.initialize(1), LOSS, Optimizer.sgd(1)).batchSize(BATCH);
    try (GradientWorker worker = builder.backend(backend()).gradientWorker();
        Trainer trainer = builder.build()) {
      Gradients gradients = worker.gradients(data, new Shard(all, BATCH, 1));
      Evaluation evaluation = trainer.evaluate(data);
      assertEquals(evaluation.loss(), gradients.losses()[0] / BATCH);
      assertEquals(evaluation.accuracy().orElseThrow(), gradients.correct()[0] / (double) BATCH);
      assertEquals(BATCH, gradients.samples());
      trainer.fit(data, Fit.epochs(1).unshuffled());
      float[] before = plain.initialize(1).values("0.weight");
      float[] after = trainer.model().values("0.weight");
      float[] gradient = gradients.values().getOrDefault("0.weight", new float[0]);
      float[] stepped = new float[before.length];
      for (int i = 0; i < before.length; i++) {
        stepped[i] = Math.fma(-1f, gradient[i], before[i]);
      }
      assertArrayEquals(after, stepped);
    }
  }

  /** Says how many positions of its samples count, and is asked how often it did. */
  private record Counted(Dataset data, AtomicInteger asked) implements WrappedDataset {
    @Override
    public int counted(int index) {
      asked.incrementAndGet();
      return data.counted(index);
    }
  }

  @Test
  void positionsAreCountedOnceForManyShards() {
    Network network = Network.of(Shape.of(2, 3), new Dense(3));
    Dataset data = ArrayDataset.of(new float[12 * 6], Shape.of(2, 3), new float[12 * 2], 2);
    Counted counted = new Counted(data, new AtomicInteger());
    Trainer.Builder builder = Trainer.builder(network.initialize(1), LOSS, Optimizer.sgd(1));
    try (GradientWorker worker = builder.backend(backend()).gradientWorker()) {
      for (int i = 0; i < 4; i++) {
        worker.gradients(counted, new Shard(new int[] {i, i + 4}, 2, i + 1));
      }
      // Each sample once for the mean, and once more when it is read.
      assertEquals(12 + 8, counted.asked.get());
      Dataset other = new Counted(data, new AtomicInteger());
      assertEquals(
          worker.gradients(counted, new Shard(new int[] {1}, 1, 9)).losses()[0],
          worker.gradients(other, new Shard(new int[] {1}, 1, 9)).losses()[0]);
    }
  }

  @Test
  void misuseIsRefused() {
    Dataset data = Samples.classes(50, Shape.of(7), 3, 1);
    int[] many = IntStream.range(0, BATCH + 1).toArray();
    assertError(SettingException.class, () -> new Shard(many, 5, 1), "21 samples of 5");
    assertError(ShapeException.class, () -> Gradients.sum(List.of()), "at least one");
    try (GradientWorker worker = settings().backend(backend()).gradientWorker();
        Updater updater = settings().backend(backend()).updater()) {
      Shard large = new Shard(many, 50, 1);
      assertError(SettingException.class, () -> worker.gradients(data, large), "20", "found 21");
      Model other = Network.of(Shape.of(7), new Dense(3)).initialize(1);
      assertError(ShapeException.class, () -> worker.set(other), "network");
      Gradients good = worker.gradients(data, new Shard(new int[] {1}, 1, 1));
      Map<String, float[]> part = new LinkedHashMap<>(good.values());
      part.remove("2.bias");
      Gradients lacking = new Gradients(part, good.observed(), good.losses(), good.correct(), 1);
      assertError(ShapeException.class, () -> updater.apply(lacking), "2.bias");
      assertError(ShapeException.class, () -> Gradients.sum(List.of(good, lacking)), "2.bias");
      part.put("2.bias", new float[2]);
      Gradients narrow = new Gradients(part, good.observed(), good.losses(), good.correct(), 1);
      assertError(ShapeException.class, () -> updater.apply(narrow), "3 values", "found 2");
      assertEquals(0, updater.finishedSteps());
    }
    assertError(
        SettingException.class,
        () -> settings().reduceOnPlateau(Plateau.of(Monitor.LOSS, 3)).updater(),
        "plateau");
  }
}
