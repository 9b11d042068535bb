package dev.lanewise.listeners;

import dev.lanewise.train.Progress;
import java.util.function.DoubleSupplier;

/** The learning rate of an epoch: that of its last step, with what schedule and plateau did. */
final class EpochRate {
  private final DoubleSupplier otherwise;
  private double last = Double.NaN;

  /** A rate that comes from elsewhere as long as no step was seen. */
  EpochRate(DoubleSupplier otherwise) {
    this.otherwise = otherwise;
  }

  void see(Progress progress) {
    last = progress.learningRate();
  }

  /** The rate; the next epoch begins anew. */
  double end() {
    double rate = Double.isNaN(last) ? otherwise.getAsDouble() : last;
    last = Double.NaN;
    return rate;
  }
}
