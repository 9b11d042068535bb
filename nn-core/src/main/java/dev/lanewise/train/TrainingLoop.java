package dev.lanewise.train;

import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingRun;
import dev.lanewise.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** The loop over epochs and steps, and how far it has come. Confined to one thread at a time. */
final class TrainingLoop {
  private final TrainerSettings settings;
  private final IntFunction<TrainingRun> newRun;
  private final BooleanSupplier cancelled;
  private Optional<TrainerState> resumed;
  private Optional<TrainingRun> run = Optional.empty();
  private Optional<Plateau.State> plateau;
  private double learningRate;
  private int epochsDone;
  private int position;
  private int samples;

  /**
   * A loop at its start, or where a state was taken.
   *
   * @param newRun makes the run for a number of target columns
   */
  TrainingLoop(
      TrainerSettings settings,
      Optional<TrainerState> resumed,
      IntFunction<TrainingRun> newRun,
      BooleanSupplier cancelled) {
    this.settings = settings;
    this.newRun = newRun;
    this.cancelled = cancelled;
    this.resumed = resumed;
    learningRate = settings.rules().optimizer().learningRate();
    plateau = settings.plateau().map(Plateau::start);
    resumed.ifPresent(this::adopt);
  }

  private void adopt(TrainerState state) {
    learningRate = state.learningRate();
    epochsDone = state.epochs();
    position = state.position();
    samples = state.samples();
    plateau =
        state.schedule().length == 0
            ? plateau
            : plateau.map(start -> Plateau.State.of(state.schedule()));
  }

  double learningRate() {
    return learningRate;
  }

  void learningRate(double rate) {
    learningRate = rate;
  }

  Model model() {
    return run.map(TrainingRun::model)
        .or(() -> resumed.map(TrainerState::model))
        .orElse(settings.model());
  }

  TrainerState state() {
    if (run.isEmpty() && resumed.isPresent()) {
      return resumed.get();
    }
    return new TrainerState(
        model(),
        settings.rules().optimizer().toString(),
        run.map(TrainingRun::slots).orElse(List.of()),
        run.map(TrainingRun::finishedSteps).orElse(0L),
        epochsDone,
        position,
        position == 0 ? 0 : run.map(TrainingRun::epochLoss).orElse(0.0),
        position == 0 ? 0 : run.map(TrainingRun::epochCorrect).orElse(0),
        learningRate,
        plateau.map(Plateau.State::toArray).orElse(new double[0]),
        settings.seed(),
        samples);
  }

  private void restore(TrainerState state) {
    run.orElseThrow().restore(state);
    adopt(state);
  }

  /** Computes the loss; empty if the thread was interrupted. */
  Optional<Evaluation> evaluate(Dataset data) {
    return prepare(data).evaluate(data, Thread.currentThread()::isInterrupted);
  }

  private TrainingRun prepare(Dataset data) {
    TrainingRun prepared = run.orElseGet(() -> newRun.apply(data.targetColumns()));
    prepared.check(data);
    run = Optional.of(prepared);
    resumed.ifPresent(prepared::restore);
    resumed = Optional.empty();
    return prepared;
  }

  History fit(Dataset data, Fit fit) {
    TrainingRun current = prepare(data);
    fit.validation().ifPresent(current::check);
    checkSamples(data, fit);
    current.weigh(fit.sampleWeights());
    boolean returned = false;
    try {
      History history = train(current, data, fit);
      returned = true;
      return history;
    } finally {
      if (!returned) {
        position = 0;
      }
    }
  }

  private History train(TrainingRun current, Dataset data, Fit fit) {
    Optional<Best> best = fit.stopping().early().map(Best::new);
    RollBack good = new RollBack();
    List<EpochResult> results = new ArrayList<>();
    Budget budget = new Budget(fit.stopping(), cancelled);
    Optional<StopReason> stop = Optional.empty();
    int last = fit.lastEpoch(epochsDone);
    try {
      while (epochsDone < last && stop.isEmpty()) {
        if (fit.stopping().rollBack()) {
          good.keep(state());
        }
        stop = epoch(current, data, fit, budget, results, last);
        if (stop.isEmpty() && best.isPresent()) {
          stop = best.get().after(results.getLast(), current);
        }
      }
    } catch (DivergedException e) {
      if (!fit.stopping().rollBack()) {
        throw e;
      }
      good.restore(this::restore, () -> hasFiniteLoss(current, data));
      stop = Optional.of(StopReason.DIVERGED);
    }
    best.ifPresent(b -> b.restore(current));
    return new History(results, stop.orElse(StopReason.COMPLETED));
  }

  private static boolean hasFiniteLoss(TrainingRun current, Dataset data) {
    Optional<Evaluation> evaluation = current.evaluate(data, () -> false);
    return Double.isFinite(evaluation.orElseThrow().loss());
  }

  private void checkSamples(Dataset data, Fit fit) {
    if (position > 0 && samples != data.size()) {
      throw new DataException(
          "An epoch of %s samples was interrupted after %s; found data of %s samples. Go on with the same data, or build a new trainer from this one's model."
              .formatted(samples, position, data.size()));
    }
    SampleWeights.checkCount("Fit", fit.sampleWeights(), data.size());
    samples = data.size();
  }

  /** Does an epoch, or what is left of it; says why if it has to stop before the end. */
  private Optional<StopReason> epoch(
      TrainingRun current,
      Dataset data,
      Fit fit,
      Budget budget,
      List<EpochResult> results,
      int last) {
    int[] order = new int[samples];
    data.order(order, settings.seed(), epochsDone, fit.shuffle());
    if (position == 0) {
      current.beginEpoch(epochsDone + 1, data, order);
    } else {
      current.continueEpoch(epochsDone + 1, data, order);
    }
    int before = position;
    long start = System.nanoTime();
    Optional<StopReason> stop = steps(current, fit, budget);
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    if (position > before) {
      current.checkParameters();
      if (fit.stopping().rollBack() && (stop.isPresent() || epochsDone + 1 == last)) {
        current.checkLastBatch();
      }
    }
    return stop.or(() -> endEpoch(current, fit, seconds, results));
  }

  /** The steps that are left of an epoch, as long as there is no reason to stop. */
  private Optional<StopReason> steps(TrainingRun current, Fit fit, Budget budget) {
    while (position < samples) {
      Optional<StopReason> stop = budget.exhausted();
      if (stop.isPresent()) {
        return stop;
      }
      step(current, fit.listeners());
      budget.count();
    }
    return cancelled.getAsBoolean() ? Optional.of(StopReason.CANCELLED) : Optional.empty();
  }

  private void step(TrainingRun current, List<TrainingListener> listeners) {
    int count = Math.min(settings.stepSamples(), samples - position);
    double factor = factor(current.finishedSteps());
    double lowered = plateau.isPresent() ? plateau.get().factor() : 1;
    current.step(position, count, learningRate * factor * lowered);
    position += count;
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).onBatch(current);
    }
  }

  private double factor(long step) {
    double factor = settings.schedule().factor(step);
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new SettingException(
          "Schedule: the factor of a step must be finite and at least 0; found %s at step %s."
              .formatted(factor, step));
    }
    return factor;
  }

  /** Validates and reports; an epoch whose validation was cancelled has this still to come. */
  private Optional<StopReason> endEpoch(
      TrainingRun current, Fit fit, double seconds, List<EpochResult> results) {
    Evaluation training = current.endEpoch();
    Optional<Evaluation> validation =
        fit.validation().flatMap(held -> current.evaluate(held, cancelled));
    if (fit.validation().isPresent() && validation.isEmpty()) {
      return Optional.of(StopReason.CANCELLED);
    }
    EpochResult result = new EpochResult(epochsDone + 1, training, validation, seconds);
    plateau = plateau.map(state -> settings.plateau().orElseThrow().after(state, result));
    epochsDone++;
    position = 0;
    results.add(result);
    fit.listeners().forEach(listener -> listener.onEpoch(result));
    return Optional.empty();
  }
}
