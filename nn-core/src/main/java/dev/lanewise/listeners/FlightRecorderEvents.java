package dev.lanewise.listeners;

import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import dev.lanewise.train.TrainingListener;
import java.util.Optional;

/** Fills in and commits the events. Apart from its factory, so that only this needs jdk.jfr. */
final class FlightRecorderEvents implements TrainingListener {
  private static final double NANOS = 1e9;

  private final String backend;
  private final EpochEvent epoch = new EpochEvent();

  /** One object for all batches: its values are written when it is committed. */
  private BatchEvent batch = new BatchEvent();

  private boolean begun;
  private int doneBefore;
  private long beganAt;

  FlightRecorderEvents(String backend) {
    this.backend = backend;
  }

  @Override
  public void onBatch(Progress progress) {
    if (!batch.isEnabled()) {
      if (begun) {
        restart();
      }
      return;
    }
    if (begun && progress.done() <= doneBefore) {
      // An epoch was cancelled, and this is the first batch of another one.
      restart();
    }
    if (begun) {
      batch.end();
    }
    if (batch.shouldCommit()) {
      batch.epoch = progress.epoch();
      batch.done = progress.done();
      batch.total = progress.total();
      batch.loss = progress.batchLoss();
      batch.samplesPerSecond = samplesPerSecond(progress.done());
      batch.backend = backend;
      batch.commit();
    }
    doneBefore = progress.done();
    beganAt = System.nanoTime();
    begun = true;
    batch.begin();
  }

  /** What a new object has not begun covers no time. */
  private void restart() {
    begun = false;
    batch = new BatchEvent();
  }

  private double samplesPerSecond(int done) {
    return begun ? (done - doneBefore) * NANOS / (System.nanoTime() - beganAt) : Double.NaN;
  }

  @Override
  public void onEpoch(EpochResult result) {
    restart();
    if (epoch.shouldCommit()) {
      epoch.epoch = result.epoch();
      epoch.samples = result.training().samples();
      epoch.trainingTime = (long) (result.seconds() * NANOS);
      epoch.samplesPerSecond = result.samplesPerSecond();
      epoch.loss = result.training().loss();
      epoch.accuracy = accuracy(Optional.of(result.training()));
      epoch.validationLoss = result.validation().map(Evaluation::loss).orElse(Double.NaN);
      epoch.validationAccuracy = accuracy(result.validation());
      epoch.backend = backend;
      epoch.commit();
    }
  }

  private static double accuracy(Optional<Evaluation> evaluation) {
    return evaluation.map(e -> e.accuracy().orElse(Double.NaN)).orElse(Double.NaN);
  }
}
