package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import dev.lanewise.nn.Operation;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Monitor;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that describe how to train. */
final class TrainingOptions {
  private static final int EPOCHS = 5;
  private static final int BATCH = 128;
  private static final int BATCH_OF_TEXT = 32;
  private static final float VALIDATION_SHARE = 0.1f;
  private static final int LONGEST_NETWORK = 600;

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
      converter = Numbers.Positive.class,
      description =
          "Samples of a step (default: 128; of few rows or photos fewer, of a text 32 windows).")
  private Optional<Integer> batch;

  @Option(
      names = "--epochs",
      paramLabel = "COUNT",
      converter = Numbers.Positive.class,
      description =
          "How many times to go through the data (default: 5); without it, a table is learnt until"
              + " that no longer helps (see --early-stopping).")
  private Optional<Integer> epochs;

  @Option(
      names = "--early-stopping",
      paramLabel = "EPOCHS|none",
      converter = Patience.class,
      description =
          "End training after so many epochs without a smaller loss on the data of --validation-share,"
              + " and take the best model (default: none; of a table without --epochs and"
              + " --checkpoint as many as its size needs).")
  private Optional<Integer> patience;

  @Option(
      names = "--validation-share",
      paramLabel = "SHARE",
      converter = Numbers.Share.class,
      description =
          "Share of the training data that early stopping sets aside, above 0 and below 1"
              + " (default: 0.1).")
  private Optional<Float> validationShare;

  @Option(
      names = "--l2",
      paramLabel = "STRENGTH",
      converter = Numbers.Strength.class,
      description =
          "Penalty on weights: adds STRENGTH / 2 times the sum of their squares to the loss (default:"
              + " 0; of a table 1 divided by its training rows).")
  private Optional<Double> l2;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      converter = ScheduleChoice.Converter.class,
      description =
          "How the learning rate changes over all epochs: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private ScheduleChoice schedule;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "Decides the initial weights, the order of samples, dropout, how images vary, and which rows"
              + " or photos are for testing; a checkpoint keeps its own (default: ${DEFAULT-VALUE}).")
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
      description =
          "${COMPLETION-CANDIDATES} (default: the best that runs here; reference for a table that is"
              + " learnt before vectors are compiled). The result does not depend on it.")
  private Optional<BackendChoice> backend;

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
  Trainer trainer(
      Network network,
      TrainingData data,
      Plan plan,
      Optional<TrainerState> state,
      long chosenSeed) {
    Optimizer rule = optimizer.optimizer(rate());
    state
        .filter(from -> !isLike(from.model().network(), network))
        .ifPresent(from -> {
          throw new SettingException(
              "The checkpoint is of %s; the options ask for %s. Set --network, --depth, --hidden, --heads, --activation, --init and --dropout as they were, or another --checkpoint."
                  .formatted(operations(from.model().network()), operations(network)));
        });
    Trainer.Builder builder =
        state
            .map(from -> Trainer.resume(from, data.loss(), rule))
            .orElseGet(() ->
                Trainer.builder(network.initialize(chosenSeed), data.loss(), rule).seed(chosenSeed))
            .batchSize(plan.batch())
            .threads(threads())
            .schedule(schedule.over(plan.steps(data.train().size())));
    double strength = l2(data);
    if (strength > 0) {
      Network trained = state.map(from -> from.model().network()).orElse(network);
      builder.regularization(Regularization.ofWeights(trained, Penalty.l2(strength)));
    }
    data.classWeights().ifPresent(builder::classWeights);
    backend(network, data, plan).ifPresent(choice -> builder.backend(choice.toString()));
    return builder.build();
  }

  private static String operations(Network network) {
    List<Operation> all = network.nodes().stream().map(Node::operation).toList();
    return Printable.of(all.toString(), LONGEST_NETWORK);
  }

  /** Checkpoints of before know images as vectors, so that nothing has to flatten them. */
  private static boolean isLike(Network kept, Network asked) {
    return kept.equals(asked)
        || (NetworkOptions.isDense(asked) && kept.equals(NetworkOptions.ofVectors(asked)));
  }

  /** Why a trainer has its backend. */
  String reason(Trainer trainer, TrainingData data, Plan plan) {
    return isShort(trainer.model().network(), data, plan)
        ? "as vectors would be compiled too late"
        : trainer.backend().reason();
  }

  private Optional<BackendChoice> backend(Network network, TrainingData data, Plan plan) {
    return isShort(network, data, plan) ? Optional.of(BackendChoice.REFERENCE) : backend;
  }

  private boolean isShort(Network network, TrainingData data, Plan plan) {
    return backend.isEmpty()
        && data.isTable()
        && plan.isShorterThanCompilation(network, data.train().size());
  }

  /**
   * The share of the training data to set aside for early stopping; 0 if there is none.
   *
   * @param byDefault whether training ends early unless options say otherwise
   * @param checkpoint whether training may go on in another process, which knows nothing of how
   *     long nothing has helped
   */
  double validationShare(boolean byDefault, boolean checkpoint) {
    boolean early =
        patience.map(count -> count > 0).orElse(byDefault && epochs.isEmpty() && !checkpoint);
    if (validationShare.isPresent() && (!early || validationShare.get() <= 0)) {
      throw new SettingException(
          "--validation-share must be above 0, and have early stopping; found %s%s. %s, or leave it out."
              .formatted(
                  validationShare.get(),
                  early ? "" : " without early stopping",
                  early ? "Raise it" : "Set --early-stopping"));
    }
    if (early && checkpoint) {
      throw new SettingException(
          "--early-stopping needs all epochs in one process, which --checkpoint does not promise. Leave one of them out.");
    }
    return early ? validationShare.orElse(VALIDATION_SHARE) : 0;
  }

  /** How long to train on images. */
  Plan ofImages(TrainingData data) {
    return new Plan(
        epochs.orElse(EPOCHS),
        batch.orElse(data.isPhotos() ? Plan.batch(data.train().size()) : BATCH),
        data.validation()
            .map(part -> EarlyStopping.of(Monitor.VALIDATION_LOSS, patience.orElseThrow())));
  }

  /** How long to train on a text. */
  Plan ofText(TrainingData data) {
    return new Plan(
        epochs.orElse(EPOCHS),
        batch.orElse(BATCH_OF_TEXT),
        data.validation()
            .map(part -> EarlyStopping.of(Monitor.VALIDATION_LOSS, patience.orElseThrow())));
  }

  /** How long to train on a table. */
  Plan ofTable(TrainingData data) {
    Plan usual = Plan.ofTable(data.train().size(), data.validation().isPresent());
    return new Plan(
        epochs.orElse(usual.epochs()),
        batch.orElse(usual.batch()),
        usual
            .early()
            .map(stopping ->
                patience
                    .map(count -> EarlyStopping.of(stopping.monitor(), count))
                    .orElse(stopping)));
  }

  /** A table's weights have, before any row is known, a standard deviation of 1. */
  private double l2(TrainingData data) {
    return l2.orElse(data.isTable() ? 1.0 / data.train().size() : 0);
  }

  private double rate() {
    return rate.orElse(optimizer.defaultRate);
  }

  int threads() {
    return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /** One line for people. */
  String describe(TrainingData data, Plan plan, long chosenSeed) {
    return String.format(
        Locale.ROOT,
        "%s, learning rate %s%s%s, batch %d, epochs %s%d%s, seed %d",
        optimizer,
        rate(),
        schedule == ScheduleChoice.CONSTANT ? "" : " " + schedule,
        l2(data) > 0 ? String.format(Locale.ROOT, ", L2 %.2g", l2(data)) : "",
        plan.batch(),
        plan.early().isPresent() ? "up to " : "",
        plan.epochs(),
        plan.early().map(stopping -> " (patience " + stopping.patience() + ")").orElse(""),
        chosenSeed);
  }

  /** A number of epochs, or none. */
  static final class Patience implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.equals("none") ? 0 : new Numbers.Positive().convert(text);
    }
  }
}
