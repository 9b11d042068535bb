package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DivergedException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of parameters that follow batches instead of gradients. */
class StateTest {
  private static final Network NETWORK =
      Network.of(Shape.of(3), new BatchNorm(0.5f, 1e-3f), GraphCase.dense(2));
  private static final Dataset DATA = Samples.regression(32, Shape.of(3), 2, 1);

  private static Trainer trainer(Network network, Optimizer optimizer) {
    return Trainer.builder(network.initialize(1), Loss.meanSquaredError(), optimizer)
        .batchSize(8)
        .backend("reference")
        .build();
  }

  @Test
  void optimizersKeepNothingOfIt() {
    try (Trainer trainer = trainer(NETWORK, Optimizer.adam(0.01))) {
      trainer.fit(DATA, Fit.epochs(1));
      TrainerState state = trainer.state();
      for (String name : List.of("0.mean", "0.variance")) {
        assertTrue(DoubleGraph.of(state.slots(), name).isEmpty(), name);
      }
      for (String name : List.of("0.gamma", "0.beta", "1.weight", "1.bias")) {
        assertEquals(2, DoubleGraph.of(state.slots(), name).size(), name);
      }
    }
  }

  @Test
  void evaluatingAndPredictingChangeNothing() {
    try (Trainer trainer = trainer(NETWORK, Optimizer.sgd(0.1))) {
      trainer.fit(DATA, Fit.epochs(1));
      long checksum = trainer.model().checksum();
      Evaluation before = trainer.evaluate(DATA);
      assertEquals(before, trainer.evaluate(DATA));
      assertEquals(checksum, trainer.model().checksum());
    }
  }

  @Test
  void neitherDecayNorPenaltiesNorGradientsTouchIt() {
    Network still = Network.of(Shape.of(3), new BatchNorm(0, 1e-3f), GraphCase.dense(2));
    try (Trainer trainer = trainer(still, Optimizer.adamW(0.1))) {
      trainer.fit(DATA, Fit.epochs(2));
      assertArrayEquals(new float[3], trainer.model().values("0.mean"));
      assertArrayEquals(new float[] {1, 1, 1}, trainer.model().values("0.variance"));
      assertFalse(Arrays.equals(new float[] {1, 1, 1}, trainer.model().values("0.gamma")));
    }
  }

  /** The loss stays finite, since what is divided by infinity is nothing. */
  @Test
  void stateThatIsNotFiniteIsNamed() {
    float[][] inputs = new float[8][3];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i][1] = i * 1e20f;
    }
    Dataset huge = ArrayDataset.of(inputs, new float[8][2]);
    try (Trainer trainer = trainer(NETWORK, Optimizer.sgd(0.1))) {
      DivergedException error =
          assertThrows(DivergedException.class, () -> trainer.fit(huge, Fit.epochs(1)));
      assertTrue(String.valueOf(error.getMessage()).contains("0.variance"), error::getMessage);
    }
  }

  @Test
  void itGoesBackWithTheRestOfTheModel() {
    float[][] inputs = new float[8][3];
    inputs[3][1] = 1e25f;
    Dataset huge = ArrayDataset.of(inputs, new float[8][2]);
    try (Trainer trainer = trainer(NETWORK, Optimizer.sgd(0.1))) {
      trainer.fit(DATA, Fit.epochs(1));
      long checksum = trainer.model().checksum();
      History history = trainer.fit(huge, Fit.epochs(1).withRollBack());
      assertEquals(StopReason.DIVERGED, history.reason());
      assertEquals(checksum, trainer.model().checksum());
    }
  }
}
