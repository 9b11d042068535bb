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

/** Learns the sine from points of its curve: a regression with mean squared error. */
public final class SineRegression {
  private static final int POINTS = 256;

  private SineRegression() {}

  /** Trains, and prints what was learned beside the truth. */
  public static void main(String[] args) {
    Predictor predictor = Predictor.of(train());
    System.out.println("     x    sin x  learned");
    for (float x = -3; x <= 3; x += 0.5f) {
      System.out.printf(
          Locale.ROOT,
          "%6.2f  %7.4f  %7.4f%n",
          x,
          StrictMath.sin(x),
          predictor.predict(new float[] {x})[0]);
    }
  }

  static Model train() {
    float[][] inputs = new float[POINTS][1];
    float[][] targets = new float[POINTS][1];
    for (int i = 0; i < POINTS; i++) {
      double x = Math.PI * (2.0 * i / (POINTS - 1) - 1);
      inputs[i][0] = (float) x;
      targets[i][0] = (float) StrictMath.sin(x);
    }
    Dense hidden = new Dense(32, Activation.TANH);
    Network network = Network.of(Shape.of(1), hidden, hidden, new Dense(1));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.adam(0.003))
            .batchSize(32)
            .threads(1)
            .build()) {
      trainer.fit(ArrayDataset.of(inputs, targets), Fit.epochs(300));
      return trainer.model();
    }
  }
}
