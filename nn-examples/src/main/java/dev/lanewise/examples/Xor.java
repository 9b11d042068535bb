package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Locale;

/** Learns "exclusive or" with two inputs, four hidden neurons and one output. */
public final class Xor {
  static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final float[][] TARGETS = {{0}, {1}, {1}, {0}};

  private Xor() {}

  /** Trains, and prints the truth table. */
  public static void main(String[] args) {
    Predictor predictor = Predictor.of(train());
    for (float[] input : INPUTS) {
      System.out.printf(
          Locale.ROOT, "%.0f xor %.0f = %.4f%n", input[0], input[1], probability(predictor, input));
    }
  }

  /**
   * The output is a logit, as binary cross-entropy wants it; the logistic function is its inverse.
   */
  static double probability(Predictor predictor, float[] input) {
    return 1 / (1 + StrictMath.exp(-predictor.predict(input)[0]));
  }

  static Model train() {
    Network network = Network.of(Shape.of(2), new Dense(4, Activation.TANH), new Dense(1));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.binaryCrossEntropy(), Optimizer.adam(0.05))
            .batchSize(4)
            .threads(1)
            .build()) {
      trainer.fit(ArrayDataset.of(INPUTS, TARGETS), Fit.epochs(500));
      return trainer.model();
    }
  }
}
