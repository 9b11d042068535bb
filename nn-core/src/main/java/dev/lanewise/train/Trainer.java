package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.UsageException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final Model initial;
  private final Loss loss;
  private final Optimizer optimizer;
  private final int batchSize;
  private final long seed;
  private final Backends.Selection selection;
  private final Team team;
  private final boolean ownsTeam;
  private final AtomicBoolean inUse = new AtomicBoolean();

  private Optional<TrainingRun> run = Optional.empty();
  private int epochsDone;
  private double learningRate;
  private volatile boolean closed;
  private volatile boolean cancelled;

  private Trainer(Builder builder) {
    initial = builder.model;
    loss = builder.loss;
    optimizer = builder.optimizer;
    batchSize = builder.batchSize;
    seed = builder.seed;
    selection = builder.backend.map(Backends::select).orElseGet(Backends::select);
    ownsTeam = builder.team.isEmpty();
    team = builder.team.orElseGet(() -> Team.of(builder.threads));
    learningRate = optimizer.learningRate();
  }

  /** Settings of a trainer; each has a default. */
  public static final class Builder {
    private final Model model;
    private final Loss loss;
    private final Optimizer optimizer;
    private int batchSize = 32;
    private long seed;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Optional<Team> team = Optional.empty();
    private Optional<String> backend = Optional.empty();

    private Builder(Model model, Loss loss, Optimizer optimizer) {
      this.model = model;
      this.loss = loss;
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

    /** Builds the trainer. */
    public Trainer build() {
      return new Trainer(this);
    }
  }

  /** Starts building a trainer that improves a model. */
  public static Builder builder(Model model, Loss loss, Optimizer optimizer) {
    return new Builder(model, loss, optimizer);
  }

  /** The backend that computes, and why it was chosen. */
  public Backends.Selection backend() {
    return selection;
  }

  /** The current step size. */
  public double learningRate() {
    return learningRate;
  }

  /** Changes the step size from the next step on; positive. */
  public void learningRate(double rate) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new SettingException(
          "Trainer: learning rate must be positive and finite; found " + rate + ".");
    }
    learningRate = rate;
  }

  /**
   * Trains for some epochs. Can be called again to go on: step count, optimizer state and the
   * sequence of shuffles continue.
   *
   * @throws dev.lanewise.ShapeException if the data do not fit the network or the loss
   * @throws dev.lanewise.DataException if a target has no meaning for the loss
   * @throws dev.lanewise.DivergedException if the loss becomes NaN or infinite
   */
  public History fit(Dataset data, Fit fit) {
    return exclusively(() -> {
      try {
        return fitExclusively(data, fit);
      } finally {
        cancelled = false;
      }
    });
  }

  private History fitExclusively(Dataset data, Fit fit) {
    TrainingRun current = prepare(data);
    fit.validation().ifPresent(current::check);
    int[] order = new int[data.size()];
    List<EpochResult> results = new ArrayList<>();
    for (int i = 0; i < fit.epochs() && !cancelled; i++) {
      arrange(order, fit.shuffle());
      long start = System.nanoTime();
      Evaluation training = epoch(current, data, order, fit.listeners());
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      if (!cancelled) {
        epochsDone++;
        Optional<Evaluation> validation = fit.validation().map(current::evaluate);
        EpochResult result = new EpochResult(epochsDone, training, validation, seconds);
        results.add(result);
        fit.listeners().forEach(listener -> listener.onEpoch(result));
      }
    }
    return new History(results, cancelled);
  }

  private void arrange(int[] order, boolean shuffle) {
    if (shuffle) {
      SampleOrder.shuffled(order, seed, epochsDone);
    } else {
      SampleOrder.identity(order);
    }
  }

  private Evaluation epoch(
      TrainingRun current, Dataset data, int[] order, List<TrainingListener> listeners) {
    current.beginEpoch(epochsDone + 1, data, order);
    for (int at = 0; at < order.length && !cancelled; at += batchSize) {
      int samples = Math.min(batchSize, order.length - at);
      current.step(at, samples, learningRate);
      for (int i = 0; i < listeners.size(); i++) {
        listeners.get(i).onBatch(current);
      }
    }
    return current.endEpoch();
  }

  /** Computes the loss, and for classifiers the accuracy, of the current model. Changes nothing. */
  public Evaluation evaluate(Dataset data) {
    return exclusively(() -> {
      TrainingRun current = prepare(data);
      return current.evaluate(data);
    });
  }

  /** The current model: a copy, which later training does not change. */
  public Model model() {
    return exclusively(() -> run.map(TrainingRun::model).orElse(initial));
  }

  /**
   * Asks {@link #fit} to return after the current batch; if none is running, the next one returns
   * at once. May be called from any thread.
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

  private TrainingRun prepare(Dataset data) {
    TrainingRun prepared = run.orElseGet(() -> newRun(data.targetColumns()));
    prepared.check(data);
    run = Optional.of(prepared);
    return prepared;
  }

  private TrainingRun newRun(int targetColumns) {
    return new TrainingRun(
        selection.backend().kernels(),
        initial,
        loss,
        optimizer,
        targetColumns,
        batchSize,
        seed,
        team);
  }

  private <T> T exclusively(java.util.function.Supplier<T> work) {
    if (closed) {
      throw new UsageException("This trainer is closed; build a new one.");
    }
    if (!inUse.compareAndSet(false, true)) {
      throw new UsageException(
          "This trainer is in use, by another thread or by a listener's caller; use one trainer a thread.");
    }
    try {
      return work.get();
    } finally {
      inUse.set(false);
    }
  }
}
