package dev.lanewise.examples.lessons;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Locale;

/** Draws the border between two classes while a network learns it. */
public final class Boundary {
  private static final double NOISE = 0.12;
  private static final Moons TRAINING = Moons.of(200, NOISE, 1);
  private static final Moons FRESH = Moons.of(2000, NOISE, 2);
  private static final Dense HIDDEN = new Dense(16, Activation.TANH);
  static final Network LINE = Network.of(Shape.of(2), new Dense(1));
  static final Network CURVE = Network.of(Shape.of(2), HIDDEN, HIDDEN, new Dense(1));

  /** The window that is drawn, and its size in characters. */
  private static final double LEFT = -1.5;

  private static final double RIGHT = 2.5;
  private static final double TOP = 1.4;
  private static final double BOTTOM = -0.9;
  private static final int COLUMNS = 70;
  private static final int ROWS = 18;

  private Boundary() {}

  static Trainer trainer(Network network) {
    return Trainer.builder(network.initialize(1), Loss.binaryCrossEntropy(), Optimizer.adam(0.01))
        .batchSize(20)
        .threads(1)
        .build();
  }

  static Model train(Network network, int epochs) {
    try (Trainer trainer = trainer(network)) {
      trainer.fit(TRAINING.dataset(), Fit.epochs(epochs));
      return trainer.model();
    }
  }

  /** The share of points that were not trained on and are on the right side. */
  static double accuracy(Model model) {
    Predictor predictor = Predictor.of(model);
    int right = 0;
    for (int i = 0; i < FRESH.points().length; i++) {
      right += predictor.classify(FRESH.points()[i]) == FRESH.classes()[i][0] ? 1 : 0;
    }
    return (double) right / FRESH.points().length;
  }

  /** The plane with dots where the network expects class 1, and the training points on it. */
  static String draw(Model model) {
    Predictor predictor = Predictor.of(model);
    char[][] picture = new char[ROWS][COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        float x = (float) (LEFT + (column + 0.5) / COLUMNS * (RIGHT - LEFT));
        float y = (float) (TOP + (row + 0.5) / ROWS * (BOTTOM - TOP));
        picture[row][column] = predictor.classify(new float[] {x, y}) == 1 ? '.' : ' ';
      }
    }
    for (int i = 0; i < TRAINING.points().length; i++) {
      float[] point = TRAINING.points()[i];
      int column = (int) Math.floor((point[0] - LEFT) / (RIGHT - LEFT) * COLUMNS);
      int row = (int) Math.floor((point[1] - TOP) / (BOTTOM - TOP) * ROWS);
      if (Math.min(row, column) >= 0 && row < ROWS && column < COLUMNS) {
        picture[row][column] = TRAINING.classes()[i][0] == 1 ? 'x' : 'o';
      }
    }
    StringBuilder text = new StringBuilder();
    for (char[] line : picture) {
      text.append(new String(line).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static void show(String name, Model model) {
    System.out.printf(
        Locale.ROOT, "%n%s: %.1f %% of fresh points right%n", name, 100 * accuracy(model));
    System.out.print(draw(model));
  }

  /** Trains and draws. */
  public static void main(String[] args) {
    System.out.print(
        """
        Two moons: points of class 0 are drawn as o, those of class 1 as x. Where the
        network expects class 1, the plane is dotted.
        """);
    show("A line (no hidden layer)", train(LINE, 100));
    try (Trainer trainer = trainer(CURVE)) {
      for (int epochs : new int[] {1, 30, 100}) {
        trainer.fit(TRAINING.dataset(), Fit.upToEpoch(epochs));
        show("Two hidden layers, epoch " + epochs, trainer.model());
      }
    }
    System.out.print(
        """

        Look at: the border begins as a line and bends until it runs between the moons.
        Try: 2 instead of 16 neurons a layer (too few); RELU, whose border has corners;
        0.4 instead of 0.12 for NOISE and 1000 epochs: the border chases single points.
        """);
  }
}
