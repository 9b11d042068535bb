package dev.lanewise.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors that a view cuts into positions lie in memory so that they can be cut. */
class ViewTest {
  private static final float[] STEPS = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** Reads samples in another shape of the same size. */
  private record Reshape(Shape to) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return to;
    }

    @Override
    public RowPass inference(Binding at) {
      return RowPass.nothing();
    }

    @Override
    public TrainingPasses training(TrainingBinding at) {
      return TrainingPasses.of(inference(at), inference(at));
    }

    @Override
    public boolean isView() {
      return true;
    }
  }

  @Test
  void positionsOfAVectorAreCutOutOfInputsAndLayers() {
    Network network =
        Network.of(
            Shape.of(9),
            new Dense(9),
            new Reshape(Shape.of(3, 3)),
            new Dense(2),
            new Flatten(),
            new Reshape(Shape.of(2, 3)),
            new Dense(1));
    float[] identity = new float[81];
    for (int i = 0; i < 9; i++) {
      identity[10 * i] = 1;
    }
    float[] firstAndLast = {1, 0, 0, 0, 0, 1};
    float[] sum = {1, 1, 1};
    Model model =
        new Model(
            network, new float[][] {identity, new float[9], firstAndLast, new float[2], sum, {0}});
    float[][] outputs = Predictor.of(model).predict(new float[][] {STEPS, STEPS});
    assertArrayEquals(new float[] {1 + 3 + 4, 6 + 7 + 9}, outputs[1]);
    try (Trainer trainer =
        Trainer.builder(model, Loss.meanSquaredError(), Optimizer.sgd(1e-4)).build()) {
      float[][] targets = {{8, 22}, {8, 22}};
      Dataset data = ArrayDataset.of(new float[][] {STEPS, STEPS}, targets);
      assertEquals(0, trainer.fit(data, Fit.epochs(1)).last().training().loss());
      assertEquals(model.checksum(), trainer.model().checksum(), "nothing is left to learn");
    }
  }

  @Test
  void onlyWhatIsSeenAsPositionsLiesWithoutGaps() {
    Network network =
        Network.of(
            Shape.of(9), new Reshape(Shape.of(3, 3)), new Flatten(), new Dense(2), new Dense(1));
    Wiring wiring = Wiring.of(network);
    assertEquals(
        List.of(true, false, false),
        List.of(0, 1, 2).stream().map(wiring.split()::contains).toList());
    assertEquals(9, Buffers.ofValue(4, wiring, 0).stride());
    assertEquals(16, Buffers.ofValue(4, wiring, 1).stride());
  }
}
