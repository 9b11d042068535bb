package dev.lanewise.lbfgs;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingSetup;
import dev.lanewise.engine.WholeBatch;
import dev.lanewise.kernels.Backends;
import dev.lanewise.lbfgs.LbfgsMinimizer.Minimum;
import dev.lanewise.lbfgs.LbfgsMinimizer.Watch;
import dev.lanewise.lbfgs.LbfgsResult.Stop;
import dev.lanewise.lbfgs.Objective.Point;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.team.Team;
import dev.lanewise.train.Trainer;
import java.util.Optional;

/**
 * Trains a model by L-BFGS with a line search for the strong Wolfe conditions (Nocedal and Wright
 * 2006): for small data and small networks, where it finds a minimum in fewer passes over the data
 * than gradient descent and without a learning rate.
 *
 * <pre>{@code
 * LbfgsResult result =
 *     LbfgsTrainer.builder(network.initialize(42), Loss.meanSquaredError(), Lbfgs.iterations(200))
 *         .build()
 *         .fit(data);
 * }</pre>
 *
 * <p>All samples are one batch, whose activations must fit into memory. The loss has to be a
 * function of the parameters alone, so there must be no dropout. Parameters are floats; directions
 * and their dot products are computed in double precision, on one thread.
 *
 * <p>The result depends on the model, the data and the settings, to the last bit, and on nothing
 * else: not on the backend, the width of its vectors or the number of threads. A trainer keeps
 * nothing of a run and may be shared by threads.
 */
public final class LbfgsTrainer {
  private final Model initial;
  private final Loss loss;
  private final Lbfgs settings;
  private final Regularization regularization;
  private final Optional<float[]> classWeights;
  private final Cancellation cancellation = new Cancellation();
  private final int threads;
  private final Optional<Team> team;
  private final Backends.Selection selection;

  private LbfgsTrainer(Builder builder) {
    initial = builder.model;
    loss = builder.loss;
    settings = builder.settings;
    regularization = builder.regularization;
    classWeights = builder.classWeights;
    threads = builder.threads;
    team = builder.team;
    selection = builder.backend.map(Backends::select).orElseGet(Backends::select);
  }

  /** Settings of a trainer; each has a default. */
  public static final class Builder {
    private final Model model;
    private final Loss loss;
    private final Lbfgs settings;
    private Regularization regularization = Regularization.none();
    private Optional<float[]> classWeights = Optional.empty();
    private int threads = Runtime.getRuntime().availableProcessors();
    private Optional<Team> team = Optional.empty();
    private Optional<String> backend = Optional.empty();

    private Builder(Model model, Loss loss, Lbfgs settings) {
      this.model = model;
      this.loss = loss;
      this.settings = settings;
    }

    /**
     * Penalties on parameters; default none. Those of absolute values have no gradient at zero and
     * are refused, as by scikit-learn's, and so are largest norms.
     *
     * @throws SettingException if the network has no such parameter, or for l1 or a largest norm
     */
    public Builder regularization(Regularization value) {
      value.check(model.network());
      Penalized.check(value);
      regularization = value;
      return this;
    }

    /** A factor on the loss of each class, as in {@link Trainer.Builder#classWeights}. */
    public Builder classWeights(float... weights) {
      SampleWeights.check("class", weights);
      classWeights = Optional.of(weights.clone());
      return this;
    }

    /** Threads to use, the calling one included; default one for each processor. */
    public Builder threads(int count) {
      if (count < 1) {
        throw new SettingException("L-BFGS: threads must be at least 1; found " + count + ".");
      }
      threads = count;
      return this;
    }

    /** A team to use instead of an own one for each run. */
    public Builder team(Team shared) {
      team = Optional.of(shared);
      return this;
    }

    /** The backend to use, such as {@code reference}; default the best that runs here. */
    public Builder backend(String name) {
      backend = Optional.of(name);
      return this;
    }

    /**
     * Builds the trainer.
     *
     * @throws SettingException if the loss makes no sense of the network's outputs or weights of
     *     classes of the loss
     */
    public LbfgsTrainer build() {
      Shape output = WeightedLosses.of(loss).training(model.network()).output();
      classWeights.ifPresent(weights -> SampleWeights.checkClasses(weights, loss, output));
      return new LbfgsTrainer(this);
    }
  }

  /** Starts building a trainer that improves a model. */
  public static Builder builder(Model model, Loss loss, Lbfgs settings) {
    return new Builder(model, loss, settings);
  }

  /** The backend that computes, and why it was chosen. */
  public Backends.Selection backend() {
    return selection;
  }

  /** Does what {@link #fit(Dataset, LbfgsFit)} does, with weights of 1 and without listeners. */
  public LbfgsResult fit(Dataset data) {
    return fit(data, LbfgsFit.plain());
  }

  /**
   * Goes from the model that the trainer was built with to one of a smaller loss.
   *
   * @throws dev.lanewise.ShapeException if the data do not fit the network or the loss
   * @throws DataException if a target has no meaning for the loss, or there are not as many weights
   *     as samples
   * @throws SettingException if the network contains dropout
   * @throws dev.lanewise.DivergedException if loss or gradient are not finite at the start
   */
  public LbfgsResult fit(Dataset data, LbfgsFit fit) {
    SampleWeights.checkCount("L-BFGS", fit.sampleWeights(), data.size());
    try (Cancellation.Run run = cancellation.begin()) {
      if (team.isPresent()) {
        return fit(data, fit, run, team.get());
      }
      try (Team own = Team.of(threads)) {
        return fit(data, fit, run, own);
      }
    }
  }

  /**
   * Asks {@link #fit(Dataset, LbfgsFit) fit} to return the best model so far after the evaluation
   * at hand; if none is running, the next one returns at once. May be called from any thread, also
   * by a listener. If threads share the trainer, it means all of their runs.
   */
  public void cancel() {
    cancellation.cancel();
  }

  private LbfgsResult fit(Dataset data, LbfgsFit fit, Cancellation.Run run, Team workers) {
    Network network = initial.network();
    FullBatch.check(network);
    WholeBatch whole = new WholeBatch(setup(data, workers), data, fit.sampleWeights());
    FullBatch batch = new FullBatch(network, whole);
    Objective penalized = new Penalized(batch, network, regularization);
    Rescaled objective = new Rescaled(penalized, network, TargetScale.of(loss, whole));
    double[] start = objective.place(batch.parameters());
    Minimum minimum =
        LbfgsMinimizer.minimize(objective, start, settings, watch(fit, run, objective));
    Point point = minimum.point();
    return new LbfgsResult(
        batch.model(objective.parameters(point.x())),
        objective.inUnits(point.loss()),
        objective.inUnits(point.penalty()),
        DoubleVectors.largest(point.gradient()),
        minimum.iterations(),
        minimum.evaluations(),
        minimum.stop());
  }

  private TrainingSetup setup(Dataset data, Team workers) {
    return new TrainingSetup(
        selection.backend().kernels(),
        initial,
        WeightedLosses.of(loss),
        TrainingRules.none(),
        classWeights,
        data.size(),
        0,
        workers);
  }

  private static Watch watch(LbfgsFit fit, Cancellation.Run run, Rescaled objective) {
    return new Watch() {
      @Override
      public Optional<Stop> stop() {
        if (run.isCancelled()) {
          return Optional.of(Stop.CANCELLED);
        }
        return Thread.currentThread().isInterrupted()
            ? Optional.of(Stop.INTERRUPTED)
            : Optional.empty();
      }

      @Override
      public void stepped(Point point, int iterations, int evaluations) {
        LbfgsProgress progress =
            new LbfgsProgress(
                iterations,
                evaluations,
                objective.inUnits(point.loss()),
                objective.inUnits(point.penalty()),
                DoubleVectors.largest(point.gradient()));
        fit.listeners().forEach(listener -> listener.onIteration(progress));
      }
    };
  }
}
