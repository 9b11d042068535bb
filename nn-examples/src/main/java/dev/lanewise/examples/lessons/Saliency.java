package dev.lanewise.examples.lessons;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.data.Subset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.predict.Probe;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;

/** Asks a network which strokes of a digit made it answer as it did. */
public final class Saliency {
  private static final int SIDE = 28;
  private static final int MARGIN = 2;
  private static final int CLASSES = 10;

  private Saliency() {}

  /** A network that reads most digits. */
  static Model train(ImageDataset digits) {
    Network network =
        Network.of(
            digits.inputShape(), new Flatten(), new Dense(64, Activation.RELU), new Dense(CLASSES));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.002))
            .batchSize(50)
            .build()) {
      trainer.fit(Subset.first(digits, 10_000), Fit.epochs(3));
      return trainer.model();
    }
  }

  /**
   * What each pixel adds to the logit of one class over that of another: the gradient times the
   * ink.
   */
  static float[] contributions(Probe probe, float[] image, int answer, int rival) {
    float[] weights = new float[CLASSES];
    weights[answer] = 1;
    weights[rival] = -1;
    probe.forward(image);
    probe.backward(Matrix.of(weights, 1, CLASSES));
    Matrix gradient = probe.gradient("input");
    float[] contributions = new float[image.length];
    for (int at = 0; at < image.length; at++) {
      contributions[at] = gradient.get(0, at) * image[at];
    }
    return contributions;
  }

  /** The class with the largest output but one. */
  static int rival(float[] outputs, int answer) {
    int rival = answer == 0 ? 1 : 0;
    for (int i = 0; i < outputs.length; i++) {
      rival = i != answer && outputs[i] > outputs[rival] ? i : rival;
    }
    return rival;
  }

  private static void show(Model model, Probe probe, float[] image) {
    float[] outputs = Predictor.of(model).predict(image);
    int answer = Predictor.classOf(outputs);
    int rival = rival(outputs, answer);
    float[] contributions = contributions(probe, image, answer, rival);
    System.out.printf("%nRead as %d rather than %d:%n", answer, rival);
    for (int row = MARGIN; row < SIDE - MARGIN; row += 2) {
      StringBuilder line = new StringBuilder();
      for (int at = row * SIDE + MARGIN; at < (row + 1) * SIDE - MARGIN; at++) {
        double ink = image[at] + image[at + SIDE];
        double speaks = contributions[at] + contributions[at + SIDE];
        line.append(ink < 0.3 ? ' ' : speaks > 0.2 ? '+' : speaks < -0.2 ? '-' : '.');
      }
      System.out.println(line.toString().stripTrailing());
    }
  }

  /** Trains and draws. */
  public static void main(String[] args) {
    Model model = train(MnistData.training());
    Probe probe = Probe.builder(model).gradients("input").build();
    System.out.print(
        """
        A network has learned to read digits. Of some that it has never seen: the ink that
        speaks for its answer and against the second best (+), that which speaks for the
        other one (-), and that which hardly matters (.).
        """);
    float[][] images = HiddenUnits.pixels(MnistData.test());
    for (int shown : new int[] {0, 4, 9, 15}) {
      show(model, probe, images[shown]);
    }
    System.out.print(
        """

        Look at: not all ink counts. Where two digits differ, as in the bar of a 7 or the
        open side of a 5, the network looks.
        Try: other test digits (0 to 9999); a rival of your own choice in show; the
        gradient alone instead of contributions, which also shows where ink is missing.
        """);
  }
}
