package dev.lanewise.bench.compare;

import dev.lanewise.bench.Networks;
import dev.lanewise.data.Idx;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.nio.file.Path;

/** Trains with Lanewise and prints a line of JSON for each epoch. */
final class LanewiseProcess {
  private static final long SEED = 42;

  private LanewiseProcess() {}

  /** Takes the network, the batch, the optimizer, the threads, the epochs and the data. */
  public static void main(String[] args) {
    ImageDataset data = Idx.training(Path.of(args[5]));
    try (Trainer trainer =
        Trainer.builder(
                Networks.of(args[0]).initialize(SEED),
                Loss.softmaxCrossEntropy(),
                Networks.optimizer(args[2]))
            .batchSize(Integer.parseInt(args[1]))
            .threads(Integer.parseInt(args[3]))
            .build()) {
      trainer.fit(data, Fit.epochs(Integer.parseInt(args[4])).withListener(new Print()));
    }
  }

  private static final class Print implements TrainingListener {
    @Override
    public void onEpoch(EpochResult result) {
      System.out.println(
          new Epoch(
                  result.epoch(),
                  result.seconds(),
                  result.samplesPerSecond(),
                  result.training().loss())
              .json());
    }
  }
}
