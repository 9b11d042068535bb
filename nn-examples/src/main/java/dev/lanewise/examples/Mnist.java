package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.util.Locale;

/** Learns to read handwritten digits: about 97 to 98 of 100 are right after five epochs. */
public final class Mnist {

  private Mnist() {}

  /** Trains for five epochs. */
  public static void main(String[] args) {
    EpochResult last = train(MnistData.training(), MnistData.test(), 5).last();
    System.out.printf(
        Locale.ROOT,
        "%.2f %% of the test digits are right.%n",
        100 * last.validation().orElseThrow().accuracy().orElseThrow());
  }

  static History train(Dataset train, Dataset test, int epochs) {
    Network network =
        Network.of(
            train.inputShape(), new Flatten(), new Dense(128, Activation.RELU), new Dense(10));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.001))
            .batchSize(128)
            .build()) {
      return trainer.fit(train, Fit.epochs(epochs).withValidation(test).withListener(new Print()));
    }
  }

  private static final class Print implements TrainingListener {
    @Override
    public void onEpoch(EpochResult epoch) {
      System.out.printf(
          Locale.ROOT,
          "epoch %d: loss %.4f, %,.0f samples/s%n",
          epoch.epoch(),
          epoch.training().loss(),
          epoch.samplesPerSecond());
    }
  }
}
