package dev.lanewise.examples.lessons;

import dev.lanewise.Activation;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Draws the loss on training and validation data, over epochs and over the number of samples. */
public final class LearningCurve {
  private static final int[] SAMPLES = {100, 300, 1000, 3000, 10_000};
  private static final int EPOCHS = 35;
  private static final int BATCH = 20;

  /** Steps for each number of samples: the same, so that only the data make a difference. */
  private static final int STEPS = 2000;

  private static final int HEIGHT = 16;

  private LearningCurve() {}

  /** The loss on the data that were learned from, and on others. */
  record Point(double training, double validation) {}

  private static Trainer trainer(Dataset data) {
    Network network =
        Network.of(data.inputShape(), new Flatten(), new Dense(32, Activation.RELU), new Dense(10));
    return Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.003))
        .batchSize(BATCH)
        .build();
  }

  /** The curve of one training. */
  static List<Point> overEpochs(Dataset training, Dataset validation) {
    try (Trainer trainer = trainer(training)) {
      Fit fit = Fit.epochs(EPOCHS).withValidation(validation);
      return trainer.fit(training, fit).epochs().stream().map(LearningCurve::point).toList();
    }
  }

  private static Point point(EpochResult epoch) {
    return new Point(
        epoch.training().loss(), epoch.validation().map(Evaluation::loss).orElseThrow());
  }

  /** The end of one training with so many samples. */
  static Point withSamples(Dataset all, int count, Dataset validation) {
    Dataset training = Subset.first(all, count);
    try (Trainer trainer = trainer(training)) {
      trainer.fit(training, Fit.epochs(Integer.MAX_VALUE).withStepBudget(STEPS));
      return new Point(trainer.evaluate(training).loss(), trainer.evaluate(validation).loss());
    }
  }

  /** Two columns for each epoch, t for training and v for validation; the axis begins at 0. */
  static String draw(List<Point> curve) {
    double top =
        curve.stream().mapToDouble(p -> Math.max(p.training, p.validation)).max().orElse(1);
    char[][] picture = new char[HEIGHT][2 * curve.size()];
    Stream.of(picture).forEach(line -> Arrays.fill(line, ' '));
    for (int i = 0; i < curve.size(); i++) {
      picture[row(curve.get(i).training, top)][2 * i] = 't';
      picture[row(curve.get(i).validation, top)][2 * i + 1] = 'v';
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < HEIGHT; row++) {
      double loss = top * (HEIGHT - 1 - row) / (HEIGHT - 1);
      String line = String.format(Locale.ROOT, "%6.2f | %s", loss, new String(picture[row]));
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int row(double loss, double top) {
    return (int) Math.round((1 - loss / top) * (HEIGHT - 1));
  }

  /** Trains and draws. */
  public static void main(String[] args) {
    Dataset all = MnistData.training();
    Dataset validation = Subset.first(MnistData.test(), 2000);
    System.out.print(
        """
        A network learns 300 handwritten digits, again and again. After each epoch:
        t = loss on these digits, v = loss on 2000 others.

        """);
    List<Point> curve = overEpochs(Subset.first(all, 300), validation);
    System.out.print(draw(curve));
    System.out.printf(Locale.ROOT, "%9sepochs 1 to %d%n%n", "", EPOCHS);
    System.out.printf(Locale.ROOT, "The same network after %d steps, with%n", STEPS);
    for (int count : SAMPLES) {
      Point end = withSamples(all, count, validation);
      System.out.printf(
          Locale.ROOT,
          "%,7d digits: training loss %.4f, validation loss %.4f%n",
          count,
          end.training,
          end.validation);
    }
    System.out.print(
        """

        Look at: v first falls with t, then stays, and rises in the end, while t goes
        to zero: the network learns by heart. The gap between them is overfitting;
        more digits close it.
        Try: 2 instead of 32 hidden neurons (both losses stay high: underfitting); the
        cures of nn example overfitting.
        """);
  }
}
