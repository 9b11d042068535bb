package dev.lanewise.examples.lessons;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.data.Subset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws what neurons of the first layer look for in digits, and the digits that have it. */
public final class HiddenUnits {
  /** Few neurons, so that each has to be good for something. */
  static final int UNITS = 16;

  private static final int[] SHOWN = {0, 5, 7, 15};
  private static final int SIDE = 28;
  private static final int MARGIN = 2;
  private static final Dense HIDDEN = new Dense(UNITS, Activation.RELU);

  private HiddenUnits() {}

  static Model train(ImageDataset digits) {
    Network network = Network.of(digits.inputShape(), new Flatten(), HIDDEN, new Dense(10));
    // Without a penalty the weights of pixels that hardly matter stay as random as they began.
    Regularization rule = Regularization.none().with("1.weight", Penalty.l2(0.0005));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.002))
            .batchSize(50)
            .regularization(rule)
            .build()) {
      trainer.fit(Subset.first(digits, 10_000), Fit.epochs(5));
      return trainer.model();
    }
  }

  /** The images as the network sees them: 784 values each, from 0 for paper to 1 for ink. */
  static float[][] pixels(ImageDataset images) {
    float[][] pixels = new float[images.size()][SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      for (int at = 0; at < SIDE * SIDE; at++) {
        pixels[i][at] = images.pixel(i, at / SIDE, at % SIDE) / 255f;
      }
    }
    return pixels;
  }

  /** What a neuron multiplies the 784 pixels with: a column of the layer's weights. */
  static float[] weights(Model model, int unit) {
    float[] all = model.values(0);
    float[] column = new float[SIDE * SIDE];
    for (int at = 0; at < column.length; at++) {
      column[at] = all[at * UNITS + unit];
    }
    return column;
  }

  /** The images in the order of a neuron's output: those of a network that ends after it. */
  static List<Integer> ranking(Model model, float[][] images, int unit) {
    Network first = Network.of(Shape.of(SIDE * SIDE), HIDDEN);
    float[][] parameters = {model.values(0), model.values(1)};
    float[][] outputs = Predictor.of(new Model(first, parameters)).predict(images);
    Comparator<Integer> largest = Comparator.comparingDouble(image -> -outputs[image][unit]);
    return IntStream.range(0, images.length).boxed().sorted(largest).toList();
  }

  /** Two rows of an image as a line, without the margin: strongly negative is =, positive #. */
  private static String line(float[] values, float strongest, int row) {
    StringBuilder line = new StringBuilder();
    for (int at = row * SIDE + MARGIN; at < (row + 1) * SIDE - MARGIN; at++) {
      double shade = Math.clamp((values[at] + values[at + SIDE]) / strongest / 1.5, -1.0, 1.0);
      line.append("=-, .+#".charAt((int) Math.round(3 + 3 * shade)));
    }
    return line.toString();
  }

  private static void show(Model model, ImageDataset test, float[][] images, int unit) {
    List<Integer> ranking = ranking(model, images, unit);
    float[] weights = weights(model, unit);
    float strongest = 0;
    for (float weight : weights) {
      strongest = Math.max(strongest, Math.abs(weight));
    }
    int[] counts = new int[10];
    ranking.subList(0, 100).forEach(image -> counts[test.labels(image)]++);
    System.out.printf(Locale.ROOT, "%nNeuron %d. Of the 100 digits that excite it most:", unit);
    for (int digit = 0; digit < 10; digit++) {
      System.out.print(counts[digit] == 0 ? "" : " " + counts[digit] + "x" + digit);
    }
    System.out.println();
    for (int row = MARGIN; row < SIDE - MARGIN; row += 2) {
      String digits =
          line(images[ranking.get(0)], 1, row) + "  " + line(images[ranking.get(1)], 1, row);
      System.out.println((line(weights, strongest, row) + "  " + digits).stripTrailing());
    }
  }

  /** Trains and draws. */
  public static void main(String[] args) {
    ImageDataset test = MnistData.test();
    Model model = train(MnistData.training());
    System.out.print(
        """
        A network with 16 hidden neurons has learned to read digits. Of some of them:
        the weights (ink on + and # excites the neuron, on , - and = calms it), and the
        two test digits, of 10,000, that excite it most.
        """);
    float[][] images = pixels(test);
    for (int unit : SHOWN) {
      show(model, test, images, unit);
    }
    System.out.print(
        """

        Look at: lay the digits over the weights; their strokes run along the + and
        around the -. A neuron looks for a stroke at a place rather than for a digit:
        several digits have it, and the next layer combines such hints.
        Try: other numbers in SHOWN; no penalty (0 instead of 0.0005), which leaves the
        weights of most pixels random; 4 or 64 for UNITS.
        """);
  }
}
