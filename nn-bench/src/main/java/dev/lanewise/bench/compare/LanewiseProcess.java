package dev.lanewise.bench.compare;

import dev.lanewise.Shape;
import dev.lanewise.bench.Networks;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.util.Arrays;

/** Trains with Lanewise and prints a line of JSON for each epoch. */
final class LanewiseProcess {
  private LanewiseProcess() {}

  /** Takes the words of a {@link Task}. */
  public static void main(String[] args) {
    Task task = Task.parse(args);
    Workload workload = task.workload();
    Dataset data = data(task);
    try (Trainer trainer =
        Trainer.builder(
                Networks.of(workload.network()).initialize(Task.SEED),
                Loss.softmaxCrossEntropy(),
                Networks.optimizer(workload.optimizer()))
            .batchSize(workload.batch())
            .threads(task.setting().threads())
            .build()) {
      trainer.fit(data, Fit.epochs(task.epochs()).withListener(new Print()));
    }
  }

  private static Dataset data(Task task) {
    if (task.workload().ofTokens()) {
      RandomTokens tokens = RandomTokens.of(task.workload());
      return ArrayDataset.of(
          tokens.inputs(), Shape.of(tokens.length()), tokens.targets(), tokens.length());
    }
    if (Networks.of(task.workload().network()).input().size() != FloatImages.SIZE) {
      FloatImages images = FloatImages.of(task);
      return ArrayDataset.of(images.pixels(), images.shape(), images.labels());
    }
    Idx.Images images = FloatImages.images(task.data());
    int samples = task.workload().samples();
    return ImageDataset.of(
        Arrays.copyOf(images.pixels(), samples * FloatImages.SIZE),
        images.rows(),
        images.columns(),
        FloatImages.labels(task.data(), samples));
  }

  private static final class Print implements TrainingListener {
    @Override
    public void onEpoch(EpochResult result) {
      System.out.println(
          Epoch.ended(
                  result.epoch(),
                  result.seconds(),
                  result.samplesPerSecond(),
                  result.training().loss())
              .json());
    }
  }
}
