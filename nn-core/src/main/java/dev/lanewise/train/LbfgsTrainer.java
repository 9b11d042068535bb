package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.train.LbfgsMinimizer.Minimum;
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
 * else: not on the backend, the width of its vectors or the number of threads. A trainer is
 * immutable and may be shared.
 */
public final class LbfgsTrainer {
  private final Model initial;
  private final Loss loss;
  private final Lbfgs settings;
  private final int threads;
  private final Optional<Team> team;
  private final Backends.Selection selection;

  private LbfgsTrainer(Builder builder) {
    initial = builder.model;
    loss = builder.loss;
    settings = builder.settings;
    threads = builder.threads;
    team = builder.team;
    selection = builder.backend.map(Backends::select).orElseGet(Backends::select);
  }

  /** Settings of a trainer that do not change its results; each has a default. */
  public static final class Builder {
    private final Model model;
    private final Loss loss;
    private final Lbfgs settings;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Optional<Team> team = Optional.empty();
    private Optional<String> backend = Optional.empty();

    private Builder(Model model, Loss loss, Lbfgs settings) {
      this.model = model;
      this.loss = loss;
      this.settings = settings;
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
     * @throws SettingException if the loss makes no sense of the network's outputs
     */
    public LbfgsTrainer build() {
      loss.training(model.network());
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

  /**
   * Goes from the model that the trainer was built with to one of a smaller loss.
   *
   * @throws dev.lanewise.ShapeException if the data do not fit the network or the loss
   * @throws dev.lanewise.DataException if a target has no meaning for the loss
   * @throws SettingException if the network contains dropout
   * @throws dev.lanewise.DivergedException if loss or gradient are not finite at the start
   */
  public LbfgsResult fit(Dataset data) {
    if (team.isPresent()) {
      return fit(data, team.get());
    }
    try (Team own = Team.of(threads)) {
      return fit(data, own);
    }
  }

  private LbfgsResult fit(Dataset data, Team workers) {
    FullBatch batch = new FullBatch(selection.backend().kernels(), initial, loss, data, workers);
    Minimum minimum = LbfgsMinimizer.minimize(batch, batch.parameters(), settings);
    return new LbfgsResult(
        batch.model(minimum.point().x()),
        minimum.point().value(),
        DoubleVectors.largest(minimum.point().gradient()),
        minimum.iterations(),
        minimum.evaluations(),
        minimum.stop());
  }
}
