package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dropout;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.random.DropoutMask;
import dev.lanewise.random.Seeds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which elements dropout drops depends on seed, step, layer and place, and on nothing else. */
class DropoutTest {
  private static final int COLUMNS = 40;
  private static final Layer HALF = new Dropout(0.5f);

  private final CapturingLoss loss = new CapturingLoss();

  @Test
  void masksFollowSeedStepLayerAndPlace() {
    try (Trainer trainer = trainer(7, 2, HALF)) {
      for (int step = 1; step <= 3; step++) {
        trainer.fit(ones(5), Fit.epochs(1).unshuffled());
        for (int row = 0; row < 5; row++) {
          assertArrayEquals(expected(Seeds.mix(Seeds.mix(7, 0), step), row), loss.output(row));
        }
      }
    }
  }

  private static float[] expected(long key, int row) {
    float[] y = new float[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
      y[c] = DropoutMask.random24(DropoutMask.rowKey(key, row), c) < 1 << 23 ? 0 : 2;
    }
    return y;
  }

  @Test
  void seedsStepsRowsAndLayersHaveMasksOfTheirOwn() {
    Set<String> masks = new HashSet<>();
    for (int seed = 0; seed < 2; seed++) {
      try (Trainer first = trainer(seed, 1, HALF);
          Trainer second = trainer(seed, 1, new Dropout(0), HALF)) {
        for (int step = 0; step < 2; step++) {
          add(masks, first);
          add(masks, second);
        }
      }
    }
    assertEquals(2 * 2 * 2 * 5, masks.size());
  }

  private void add(Set<String> masks, Trainer trainer) {
    trainer.fit(ones(5), Fit.epochs(1).unshuffled());
    for (int row = 0; row < 5; row++) {
      masks.add(Arrays.toString(loss.output(row)));
    }
  }

  @Test
  void evaluationDropsNothing() {
    float[] all = new float[COLUMNS];
    Arrays.fill(all, 1);
    try (Trainer trainer = trainer(3, 2, HALF)) {
      trainer.evaluate(ones(5));
      assertArrayEquals(all, loss.output(4));
    }
  }

  private Trainer trainer(long seed, int threads, Layer... layers) {
    Network network = Network.of(Shape.of(COLUMNS), layers);
    return Trainer.builder(network.initialize(1), loss, Optimizer.sgd(1))
        .batchSize(5)
        .seed(seed)
        .threads(threads)
        .backend("reference")
        .build();
  }

  /** Samples of ones, numbered by their target. */
  private static Dataset ones(int samples) {
    float[][] inputs = new float[samples][COLUMNS];
    float[][] numbers = new float[samples][1];
    for (int i = 0; i < samples; i++) {
      Arrays.fill(inputs[i], 1);
      numbers[i][0] = i;
    }
    return ArrayDataset.of(inputs, numbers);
  }
}
