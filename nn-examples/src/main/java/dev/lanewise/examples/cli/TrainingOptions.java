package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that describe how to train. */
final class TrainingOptions {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      converter = OptimizerChoice.Converter.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OptimizerChoice optimizer;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      converter = Numbers.Rate.class,
      description =
          "Learning rate (default: 0.1 for sgd; 0.05 for momentum and nesterov; 0.001 for rmsprop,"
              + " adam, adamw and nadam; 0.002 for adamax; 0.01 for adagrad; 1 for adadelta; 0.0001"
              + " for lion).")
  private Optional<Double> rate;

  @Option(
      names = "--batch",
      paramLabel = "SAMPLES",
      defaultValue = "128",
      converter = Numbers.Positive.class,
      description = "Samples of a step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--epochs",
      paramLabel = "COUNT",
      defaultValue = "5",
      converter = Numbers.Positive.class,
      description = "How many times to go through the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "Decides the initial weights, the order of samples, dropout and which rows of a table are"
              + " for testing; a checkpoint keeps its own (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      converter = Numbers.Threads.class,
      description =
          "Threads to use; the result does not depend on it (default: one for each processor).")
  private Optional<Integer> threads;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      converter = BackendChoice.Converter.class,
      description = "${COMPLETION-CANDIDATES} (default: the best that runs here).")
  private Optional<BackendChoice> backend;

  int epochs() {
    return epochs;
  }

  /**
   * The seed: that of the state, if training goes on.
   *
   * @param given whether the options name one, which then must be the same
   */
  long seed(Optional<TrainerState> state, boolean given) {
    long kept = state.map(TrainerState::seed).orElse(seed);
    if (given && kept != seed) {
      throw new SettingException(
          "The checkpoint was made with --seed %s, which decides the order of samples and which rows are for testing; found --seed %s. Leave --seed out, or set another --checkpoint."
              .formatted(kept, seed));
    }
    return kept;
  }

  /** A trainer of a new model, or of one that was being trained. */
  Trainer trainer(Network network, Loss loss, Optional<TrainerState> state, long chosenSeed) {
    Optimizer rule = optimizer.optimizer(rate());
    state
        .filter(from -> !from.model().network().equals(network))
        .ifPresent(from -> {
          throw new SettingException(
              "The checkpoint is of %s; the options ask for %s. Set the same options, or another --checkpoint."
                  .formatted(from.model().network(), network));
        });
    Trainer.Builder builder =
        state
            .map(from -> Trainer.resume(from, loss, rule))
            .orElseGet(
                () -> Trainer.builder(network.initialize(chosenSeed), loss, rule).seed(chosenSeed))
            .batchSize(batch)
            .threads(threads());
    backend.ifPresent(choice -> builder.backend(choice.toString()));
    return builder.build();
  }

  private double rate() {
    return rate.orElse(optimizer.defaultRate);
  }

  int threads() {
    return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /** One line for people. */
  String describe(long chosenSeed) {
    return String.format(
        Locale.ROOT,
        "%s, learning rate %s, batch %d, epochs %d, seed %d",
        optimizer,
        rate(),
        batch,
        epochs,
        chosenSeed);
  }
}
