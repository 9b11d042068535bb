package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.UsageException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.schedule.Schedule;
import dev.lanewise.team.Team;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Trains a model by mini-batch gradient descent.
 *
 * <pre>{@code
 * try (Trainer trainer =
 *     Trainer.builder(network.initialize(42), Loss.softmaxCrossEntropy(), Optimizer.adam(0.001))
 *         .batchSize(128)
 *         .build()) {
 *   History history = trainer.fit(train, Fit.epochs(5).withValidation(test));
 *   Model model = trainer.model();
 * }
 * }</pre>
 *
 * <p>The result depends on the model, the data, the settings and the seed, to the last bit, and on
 * nothing else: not on the backend, the width of its vectors or the number of threads.
 *
 * <p>A trainer belongs to one thread at a time; only {@link #cancel} may be called from another.
 * All memory is allocated when it first meets data; a training step allocates nothing.
 */
public final class Trainer implements AutoCloseable {
  private final Backends.Selection selection;
  private final Team team;
  private final boolean ownsTeam;
  private final TrainingLoop loop;
  private final AtomicBoolean inUse = new AtomicBoolean();
  private volatile Optional<Thread> user = Optional.empty();
  private volatile boolean closed;
  private volatile boolean cancelled;

  private Trainer(Builder builder, TrainerSettings settings) {
    selection = builder.selection();
    ownsTeam = builder.team.isEmpty();
    team = builder.team();
    Kernels kernels = selection.backend().kernels();
    loop =
        new TrainingLoop(
            settings,
            builder.resumed,
            data -> settings.newSteps(kernels, team, data),
            () -> cancelled || Thread.currentThread().isInterrupted());
  }

  /** Settings of a trainer; each has a default. */
  public static final class Builder {
    private final Model model;
    private final WeightedLosses losses;
    private final Optimizer optimizer;
    private int batchSize = 32;
    private long seed;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Optional<Team> team = Optional.empty();
    private Optional<String> backend = Optional.empty();
    private Optional<TrainerState> resumed = Optional.empty();
    private Optional<Clipping> clipping = Optional.empty();
    private Optional<Plateau> plateau = Optional.empty();
    private Optional<float[]> classWeights = Optional.empty();
    private Set<String> undecayed = Set.of();
    private Set<String> frozen = Set.of();
    private Regularization regularization = Regularization.none();
    private Schedule schedule = Schedule.constant();
    private int accumulation = 1;

    private Builder(Model model, WeightedLosses losses, Optimizer optimizer) {
      this.model = model;
      this.losses = losses;
      this.optimizer = optimizer;
    }

    /** Samples of a step, at least 1; default 32. */
    public Builder batchSize(int size) {
      if (size < 1) {
        throw new SettingException("Trainer: batch size must be at least 1; found " + size + ".");
      }
      batchSize = size;
      return this;
    }

    /** Decides the order of samples and the masks of dropout; default 0. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Threads to use, the calling one included; default one for each processor. */
    public Builder threads(int count) {
      if (count < 1) {
        throw new SettingException("Trainer: threads must be at least 1; found " + count + ".");
      }
      threads = count;
      return this;
    }

    /** A team to use instead of an own one; it is not closed with the trainer. */
    public Builder team(Team shared) {
      team = Optional.of(shared);
      return this;
    }

    /** The backend to use, such as {@code reference}; default the best that runs here. */
    public Builder backend(String name) {
      backend = Optional.of(name);
      return this;
    }

    /** How the learning rate changes with the steps; default not at all. */
    public Builder schedule(Schedule value) {
      schedule = value;
      return this;
    }

    /** Lowers the learning rate when nothing improves; default never. Joins the schedule. */
    public Builder reduceOnPlateau(Plateau value) {
      plateau = Optional.of(value);
      return this;
    }

    /** Limits gradients; default not at all. By norm costs a pass over a copy of the gradient. */
    public Builder clipping(Clipping value) {
      clipping = Optional.of(value);
      return this;
    }

    /**
     * Lets the optimizer's weight decay, coupled or not, take weights only, not biases; default all
     * parameters, as in PyTorch and Keras. There the same is a group of parameters with {@code
     * weight_decay=0}, or {@code exclude_from_weight_decay(var_names=["bias"])}. No part of the
     * state: set it again to {@link #resume}. Penalties are chosen by parameter, see {@link
     * Regularization#ofWeights}.
     */
    public Builder decayWeightsOnly() {
      undecayed =
          model.network().parameters().stream()
              .filter(named -> !named.parameter().isWeight())
              .map(NamedParameter::name)
              .collect(Collectors.toUnmodifiableSet());
      return this;
    }

    /**
     * Keeps parameters as they are; default none. A layer of which all that is trained is frozen
     * does what it does in inference, and keeps its state, which may be frozen by its own name,
     * too; layers before the first that is trained compute no gradient. Dropout has no parameters,
     * so nothing freezes it, as in Keras. The state of a trainer remembers what is frozen.
     *
     * @param patterns full names of parameters, in which {@code *} stands for any text: {@code
     *     "0.*"}, {@code "encoder/*"}, {@code "*.bias"}
     * @throws SettingException if a pattern names no parameter
     */
    public Builder freeze(String... patterns) {
      frozen = Patterns.matching(model.network(), List.of(patterns));
      return this;
    }

    /** Penalties and constraints on parameters; default none. */
    public Builder regularization(Regularization value) {
      value.check(model.network());
      regularization = value;
      return this;
    }

    /**
     * A factor on the loss of each class; default none. Softmax cross-entropy takes one for each
     * output, for targets of both kinds, and binary cross-entropy of one output two, for 0 and for
     * 1; other losses take none.
     */
    public Builder classWeights(float... weights) {
      SampleWeights.check("class", weights);
      classWeights = Optional.of(weights.clone());
      return this;
    }

    /**
     * Batches that make one step, for batches that do not fit the memory; default 1. The gradient
     * is the sum of the batches' gradients: that of one large batch, up to rounding; bit for bit if
     * the batch size is 256 times a power of two, since large batches are summed in blocks of 256
     * samples, too ({@link dev.lanewise.kernels.SumTree}). The losses and the mean over the samples
     * of the whole step are the same; random masks are not. Keeps the gradient of all parameters
     * once, and once more each time the number of batches doubles beyond two.
     */
    public Builder accumulation(int batches) {
      if (batches < 1) {
        throw new SettingException(
            "Trainer: accumulation must be at least 1 batch; found " + batches + ".");
      }
      accumulation = batches;
      return this;
    }

    private TrainerSettings settings(Schedule rates, Optional<Plateau> lowering) {
      return new TrainerSettings(
          model,
          losses,
          new TrainingRules(optimizer, undecayed, frozen, regularization, clipping, accumulation),
          classWeights,
          batchSize,
          seed,
          rates,
          lowering);
    }

    /**
     * Builds the trainer.
     *
     * @throws SettingException if the loss makes no sense of the network's outputs or weights of
     *     classes of the loss, or if training is resumed without the plateau that has a say in its
     *     learning rate, or with other frozen parameters
     */
    public Trainer build() {
      resumed.ifPresent(this::checkFrozen);
      if (plateau.isEmpty() && resumed.filter(state -> state.schedule().length > 0).isPresent()) {
        throw new SettingException(
            "The state to resume has a learning rate that a plateau governs; found no plateau. Set reduceOnPlateau as it was.");
      }
      return new Trainer(this, settings(schedule, plateau));
    }

    /**
     * Builds a worker that computes gradients with these settings and updates nothing; see {@link
     * GradientWorker}. A batch holds at most {@link #batchSize} samples.
     *
     * @throws SettingException if a layer carries its state from batch to batch
     */
    public GradientWorker gradientWorker() {
      return new GradientWorker(
          settings(schedule, Optional.empty()), selection(), team(), team.isEmpty());
    }

    /**
     * Builds what applies gradients with these settings, but computes none; see {@link Updater}.
     *
     * @throws SettingException if there is a plateau, which needs whole epochs
     */
    public Updater updater() {
      if (plateau.isPresent()) {
        throw new SettingException(
            "An updater knows no epochs, so no plateau can lower its rate. Use a schedule, or change the rate of the optimizer.");
      }
      return new Updater(settings(schedule, Optional.empty()), selection(), team(), team.isEmpty());
    }

    private Backends.Selection selection() {
      return backend.map(Backends::select).orElseGet(Backends::select);
    }

    private Team team() {
      return team.orElseGet(() -> Team.of(threads));
    }

    private void checkFrozen(TrainerState state) {
      if (!state.frozen().equals(frozen)) {
        throw new SettingException(
            "The state to resume has frozen parameters %s; found %s. Freeze the same, or build a new trainer from the state's model."
                .formatted(new TreeSet<>(state.frozen()), new TreeSet<>(frozen)));
      }
    }

    /** Builds a trainer with another schedule and without a plateau; the builder keeps its own. */
    Trainer build(Schedule other) {
      return new Trainer(this, settings(other, Optional.empty()));
    }

    /** The steps that the trainer will have done before its first one. */
    long firstStep() {
      return resumed.map(TrainerState::step).orElse(0L);
    }
  }

  /** Starts building a trainer that improves a model. */
  public static Builder builder(Model model, Loss loss, Optimizer optimizer) {
    return new Builder(model, WeightedLosses.of(loss), optimizer);
  }

  /** Starts building a trainer that improves a model with several outputs, with a loss for each. */
  public static Builder builder(Model model, WeightedLosses losses, Optimizer optimizer) {
    return new Builder(model, losses, optimizer);
  }

  /**
   * Starts building a trainer that goes on where another one's state was taken. With the same
   * settings and data it does what the other one would have done, to the last bit; seed and model
   * come from the state.
   *
   * @throws SettingException if the state is of another optimizer, or of one set differently, or no
   *     trainer can have left it
   */
  public static Builder resume(TrainerState state, Loss loss, Optimizer optimizer) {
    return resume(state, WeightedLosses.of(loss), optimizer);
  }

  /** The same for a model with several outputs. */
  public static Builder resume(TrainerState state, WeightedLosses losses, Optimizer optimizer) {
    if (!state.optimizer().equals(optimizer.toString())) {
      throw new SettingException(
          "The state to resume is of %s; found %s. Set the optimizer as it was; the learning rate can be changed on the trainer."
              .formatted(state.optimizer(), optimizer));
    }
    state.requireFor(optimizer);
    Builder builder = new Builder(state.model(), losses, optimizer).seed(state.seed());
    builder.resumed = Optional.of(state);
    return builder;
  }

  /** The backend that computes, and why it was chosen. */
  public Backends.Selection backend() {
    return selection;
  }

  /**
   * The base of the step size, the optimizer's unless it was changed. Schedule and plateau multiply
   * it; what they make of it is {@link Progress#learningRate}.
   */
  public double learningRate() {
    return loop.learningRate();
  }

  /** Changes the step size from the next step on; positive. */
  public void learningRate(double rate) {
    requireRate(rate);
    loop.learningRate(rate);
  }

  static void requireRate(double rate) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new SettingException(
          "Trainer: learning rate must be positive and finite; found " + rate + ".");
    }
  }

  /**
   * Trains for some epochs. Can be called again to go on: step count, optimizer state and the
   * sequence of shuffles continue. An epoch that was interrupted by a cancellation or a budget is
   * continued after the last finished step; after an exception, be it a listener's, all finished
   * steps count and the next call begins an epoch. An interrupt of the thread, which stays
   * interrupted, is a cancellation.
   *
   * @throws dev.lanewise.ShapeException if the data do not fit the network or the loss
   * @throws dev.lanewise.DataException if a target has no meaning for the loss, or if an epoch was
   *     interrupted that had another number of samples
   * @throws dev.lanewise.DivergedException if the loss or a parameter becomes NaN or infinite, also
   *     by the last step; unless {@link Fit#withRollBack} asks for the last good state instead
   */
  public History fit(Dataset data, Fit fit) {
    return exclusively(() -> {
      try {
        return loop.fit(data, fit);
      } finally {
        cancelled = false;
      }
    });
  }

  /**
   * Computes the loss, and for classifiers the accuracy, of the current model. Changes nothing. A
   * listener may ask for it while {@link #fit} runs.
   *
   * @throws dev.lanewise.ShapeException if the data do not fit the network or the loss
   * @throws dev.lanewise.DataException if a target has no meaning for the loss
   * @throws UsageException if the thread is interrupted, after the batch at hand; it stays so
   */
  public Evaluation evaluate(Dataset data) {
    Optional<Evaluation> evaluation =
        fromListener() ? loop.evaluate(data) : exclusively(() -> loop.evaluate(data));
    return evaluation.orElseThrow(() ->
        new UsageException(
            "The thread was interrupted while it evaluated; evaluate again on another thread."));
  }

  /**
   * The current model: a copy, which later training does not change. A listener may ask for it
   * while {@link #fit} runs.
   */
  public Model model() {
    return fromListener() ? loop.model() : exclusively(loop::model);
  }

  /**
   * What {@link #resume} needs to go on from here: a copy. A listener may ask for it while {@link
   * #fit} runs.
   */
  public TrainerState state() {
    return fromListener() ? loop.state() : exclusively(loop::state);
  }

  private boolean fromListener() {
    return user.filter(Thread.currentThread()::equals).isPresent();
  }

  /**
   * Asks {@link #fit} to return after the current batch, be it of training or validation; if none
   * is running, the next one returns at once. May be called from any thread.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Ends the trainer's threads. */
  @Override
  public void close() {
    closed = true;
    if (ownsTeam) {
      team.close();
    }
  }

  private <T> T exclusively(Supplier<T> work) {
    if (closed) {
      throw new UsageException("This trainer is closed; build a new one.");
    }
    if (!inUse.compareAndSet(false, true)) {
      throw new UsageException(
          "This trainer is in use, by another thread or by a listener's caller; use one trainer a thread.");
    }
    user = Optional.of(Thread.currentThread());
    try {
      return work.get();
    } finally {
      user = Optional.empty();
      inUse.set(false);
    }
  }
}
