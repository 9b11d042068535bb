package dev.lanewise.listeners;

import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import java.util.Optional;
import java.util.OptionalDouble;

/** What listeners are told, made by hand. */
final class Results {

  private Results() {}

  /** An epoch of 12345 samples in half a second. */
  static EpochResult classifier(int epoch) {
    return new EpochResult(
        epoch,
        new Evaluation(0.25, OptionalDouble.of(0.875), 12345),
        Optional.of(new Evaluation(1.0 / 3, OptionalDouble.of(0.8125), 100)),
        0.5);
  }

  /** An epoch without accuracy and validation. */
  static EpochResult regression(int epoch) {
    return new EpochResult(
        epoch, new Evaluation(1e-7, OptionalDouble.empty(), 50), Optional.empty(), 2);
  }

  /** A batch of an epoch of 10,000 samples. */
  static Progress batch(int epoch, int done, double accuracy) {
    return new FakeProgress(epoch, done, 10_000, done / 4096.0, 0.5, accuracy);
  }

  private record FakeProgress(
      int epoch, int done, int total, double batchLoss, double loss, double accuracy)
      implements Progress {
    @Override
    public long finishedSteps() {
      return done / 8;
    }

    @Override
    public double learningRate() {
      return 0.1;
    }
  }
}
