package dev.lanewise.examples;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.listeners.ConsoleLog;
import dev.lanewise.loss.Loss;
import dev.lanewise.metrics.ClassificationReport;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.networks.Networks;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Locale;

/**
 * Learns to read handwritten digits with convolutions: after one look at a few thousand of them,
 * more than nine in ten that it has never seen are right.
 */
public final class MnistCnn {
  private static final int DIGITS = 8000;
  private static final int CLASSES = 10;

  private MnistCnn() {}

  /** Trains for an epoch, and tells which digits are hard. */
  public static void main(String[] args) {
    Dataset test = MnistData.test();
    Model model = train(Subset.first(MnistData.training(), DIGITS), 1);
    System.out.println(model.summary());
    ClassificationReport report = Metrics.classification(model, test);
    for (int digit = 0; digit < CLASSES; digit++) {
      System.out.printf(
          Locale.ROOT,
          "of the %ds %5.1f %% are found%n",
          digit,
          100 * report.confusion().recall(digit));
    }
    System.out.printf(
        Locale.ROOT, "%.2f %% of the test digits are right.%n", 100 * report.accuracy());
  }

  static Model train(Dataset digits, int epochs) {
    Network network = Networks.lenet(digits.inputShape(), CLASSES);
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.001))
            .batchSize(16)
            .build()) {
      trainer.fit(digits, Fit.epochs(epochs).withListener(ConsoleLog.to(System.out)));
      return trainer.model();
    }
  }
}
