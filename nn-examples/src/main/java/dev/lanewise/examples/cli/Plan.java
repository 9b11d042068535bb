package dev.lanewise.examples.cli;

import dev.lanewise.nn.Network;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Monitor;
import java.util.Optional;

/**
 * How long to train, and with what steps.
 *
 * @param epochs how many times to go through the data at most
 * @param batch samples of a step
 * @param early when to stop before that
 */
record Plan(int epochs, int batch, Optional<EarlyStopping> early) {

  /** A model of a table is trained for some steps at least, and so is patience counted. */
  private static final int STEPS = 10_000;

  private static final int PATIENT_STEPS = 500;
  private static final int MOST_EPOCHS = 1000;
  private static final int FEWEST_EPOCHS = 200;
  private static final int FEWEST_PATIENT_EPOCHS = 20;
  private static final int LEAST_BATCH = 16;
  private static final int LARGEST_BATCH = 128;

  /** Epochs that people are told of one by one. */
  private static final int SHOWN = 20;

  /** Rows for each sample of a step. */
  private static final int ROWS = 32;

  /** Multiplications and additions of a training step, for each parameter and sample. */
  private static final double OPERATIONS = 6;

  /** Operations that scalar kernels do until the vectors of a short training are compiled. */
  private static final double COMPILATION = 2e9;

  /** What suits a table of so many rows, for networks as the command line makes them. */
  static Plan ofTable(int rows, boolean early) {
    int batch = batch(rows);
    int steps = Math.ceilDiv(rows, batch);
    int epochs = Math.clamp(STEPS / steps, FEWEST_EPOCHS, MOST_EPOCHS);
    int patience = Math.clamp(PATIENT_STEPS / steps, FEWEST_PATIENT_EPOCHS, MOST_EPOCHS);
    return new Plan(
        epochs,
        batch,
        early
            ? Optional.of(EarlyStopping.of(Monitor.VALIDATION_LOSS, patience))
            : Optional.empty());
  }

  /** As many samples of a step as leave enough steps in an epoch of so many rows. */
  static int batch(int rows) {
    return Math.clamp(Integer.highestOneBit(Math.max(1, rows / ROWS)), LEAST_BATCH, LARGEST_BATCH);
  }

  /** The steps of all epochs. */
  long steps(int samples) {
    return (long) epochs * Math.ceilDiv(samples, batch);
  }

  /** Whether it is done about as soon as vector kernels would be compiled. */
  boolean isShorterThanCompilation(Network network, int samples) {
    return OPERATIONS * network.parameterCount() * samples * epochs < COMPILATION;
  }

  /** Whether people are told of an epoch: of all, or of some twenty if there are more. */
  boolean isShown(int epoch) {
    return epochs <= SHOWN || epoch == 1 || epoch % Math.ceilDiv(epochs, SHOWN) == 0;
  }

  /** Trains so. */
  Fit fit(TrainingData data) {
    Fit fit = Fit.upToEpoch(epochs).withValidation(data.validation().orElse(data.test()));
    return early.map(fit::withEarlyStopping).orElse(fit);
  }
}
