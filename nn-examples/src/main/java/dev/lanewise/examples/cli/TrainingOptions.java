package dev.lanewise.examples.cli;

import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.train.Trainer;
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
              + " adam and adamw).")
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
          "Decides the initial weights, the order of samples and dropout (default:"
              + " ${DEFAULT-VALUE}).")
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

  long seed() {
    return seed;
  }

  Trainer trainer(Model model) {
    Trainer.Builder builder =
        Trainer.builder(model, Loss.softmaxCrossEntropy(), optimizer.optimizer(rate()))
            .batchSize(batch)
            .seed(seed)
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
  String describe() {
    return "%s, learning rate %s, batch %d, epochs %d, seed %d"
        .formatted(optimizer, rate(), batch, epochs, seed);
  }
}
