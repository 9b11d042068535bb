package dev.lanewise.train;

import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.EpochSums;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingSteps;
import dev.lanewise.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The loop over epochs and steps, and how far it has come. Confined to one thread at a time. */
final class TrainingLoop {
  private final TrainerSettings settings;
  private final Function<Dataset, TrainingSteps> newSteps;
  private final BooleanSupplier cancelled;
  private Optional<TrainerState> resumed;
  private Optional<TrainingSteps> made = Optional.empty();
  private Optional<Plateau.State> plateau;
  private double learningRate;
  private int epochsDone;
  private EpochSums sums;
  private int samples;

  /**
   * A loop at its start, or where a state was taken.
   *
   * @param newSteps allocates the steps for data of a kind
   */
  TrainingLoop(
      TrainerSettings settings,
      Optional<TrainerState> resumed,
      Function<Dataset, TrainingSteps> newSteps,
      BooleanSupplier cancelled) {
    this.settings = settings;
    this.newSteps = newSteps;
    this.cancelled = cancelled;
    this.resumed = resumed;
    learningRate = settings.rules().optimizer().learningRate();
    plateau = settings.plateau().map(Plateau::start);
    sums = none();
    resumed.ifPresent(this::adopt);
  }

  private EpochSums none() {
    return new EpochSums(settings.model().network().outputs().size());
  }

  private void adopt(TrainerState state) {
    learningRate = state.learningRate();
    epochsDone = state.epochs();
    sums = new EpochSums(state.epochLosses(), state.epochCorrect(), state.position());
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
    return made.map(TrainingSteps::model)
        .or(() -> resumed.map(TrainerState::model))
        .orElse(settings.model());
  }

  TrainerState state() {
    if (made.isEmpty() && resumed.isPresent()) {
      return resumed.get();
    }
    return new TrainerState(
        model(),
        settings.rules().optimizer().toString(),
        settings.rules().frozen(),
        made.map(TrainingSteps::slots).orElse(Map.of()),
        made.map(TrainingSteps::finishedSteps).orElse(0L),
        epochsDone,
        sums.samples(),
        sums.losses(),
        sums.correct(),
        learningRate,
        plateau.map(Plateau.State::toArray).orElse(new double[0]),
        settings.seed(),
        samples);
  }

  private void restore(TrainerState state) {
    restore(made.orElseThrow(), state);
    adopt(state);
  }

  private static void restore(TrainingSteps steps, TrainerState state) {
    steps.set(state.model());
    steps.restore(state.slots(), state.step());
  }

  /** Computes the loss; empty if the thread was interrupted. */
  Optional<Evaluation> evaluate(Dataset data) {
    return evaluate(prepare(data), data, Thread.currentThread()::isInterrupted);
  }

  private static Optional<Evaluation> evaluate(
      TrainingSteps steps, Dataset data, BooleanSupplier stopped) {
    return steps.evaluate(data, stopped).map(each -> Evaluation.of(steps.terms(), each));
  }

  private TrainingSteps prepare(Dataset data) {
    TrainingSteps steps = made.orElseGet(() -> newSteps.apply(data));
    steps.check(data);
    made = Optional.of(steps);
    resumed.ifPresent(state -> restore(steps, state));
    resumed = Optional.empty();
    return steps;
  }

  History fit(Dataset data, Fit fit) {
    TrainingSteps steps = prepare(data);
    fit.validation().ifPresent(steps::check);
    checkSamples(data, fit);
    boolean returned = false;
    try {
      History history = train(steps, data, fit);
      returned = true;
      return history;
    } finally {
      if (!returned) {
        sums = none();
      }
    }
  }

  private History train(TrainingSteps steps, Dataset data, Fit fit) {
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
        stop = epoch(steps, data, fit, budget, results, last);
        if (stop.isEmpty() && best.isPresent()) {
          stop = best.get().after(results.getLast(), steps);
        }
      }
    } catch (DivergedException e) {
      if (!fit.stopping().rollBack()) {
        throw e;
      }
      good.restore(this::restore, () -> hasFiniteLoss(steps, data));
      stop = Optional.of(StopReason.DIVERGED);
    }
    best.ifPresent(b -> b.restore(steps));
    return new History(results, stop.orElse(StopReason.COMPLETED));
  }

  private static boolean hasFiniteLoss(TrainingSteps steps, Dataset data) {
    return Double.isFinite(evaluate(steps, data, () -> false).orElseThrow().loss());
  }

  private void checkSamples(Dataset data, Fit fit) {
    if (sums.samples() > 0 && samples != data.size()) {
      throw new DataException(
          "An epoch of %s samples was interrupted after %s; found data of %s samples. Go on with the same data, or build a new trainer from this one's model."
              .formatted(samples, sums.samples(), data.size()));
    }
    int batch = data.batch().orElse(settings.batchSize());
    if (batch != settings.batchSize()) {
      throw new SettingException(
          "The rows of the data go on from batch to batch, in batches of %s; found a trainer with batches of %s. Set its batch size to theirs."
              .formatted(batch, settings.batchSize()));
    }
    SampleWeights.checkCount("Fit", fit.sampleWeights(), data.size());
    samples = data.size();
  }

  /** Does an epoch, or what is left of it; says why if it has to stop before the end. */
  private Optional<StopReason> epoch(
      TrainingSteps steps,
      Dataset data,
      Fit fit,
      Budget budget,
      List<EpochResult> results,
      int last) {
    int[] order = new int[samples];
    data.order(order, settings.seed(), epochsDone, fit.shuffle());
    steps.begin(data.inEpoch(settings.seed(), epochsDone), order, fit.sampleWeights());
    if (sums.samples() == 0) {
      sums = none();
    }
    int before = sums.samples();
    long start = System.nanoTime();
    Optional<StopReason> stop = steps(steps, fit, budget);
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    if (sums.samples() > before) {
      steps.checkParameters();
      if (fit.stopping().rollBack() && (stop.isPresent() || epochsDone + 1 == last)) {
        steps.checkLastBatch();
      }
    }
    return stop.or(() -> endEpoch(steps, fit, seconds, results));
  }

  /** The steps that are left of an epoch, as long as there is no reason to stop. */
  private Optional<StopReason> steps(TrainingSteps steps, Fit fit, Budget budget) {
    EpochProgress progress = new EpochProgress(steps, sums, epochsDone + 1, samples);
    while (sums.samples() < samples) {
      Optional<StopReason> stop = budget.exhausted();
      if (stop.isPresent()) {
        return stop;
      }
      step(steps, progress, fit.listeners());
      budget.count();
    }
    return cancelled.getAsBoolean() ? Optional.of(StopReason.CANCELLED) : Optional.empty();
  }

  private void step(TrainingSteps steps, EpochProgress progress, List<TrainingListener> listeners) {
    int count = Math.min(settings.stepSamples(), samples - sums.samples());
    double factor = settings.factor(steps.finishedSteps());
    double lowered = plateau.isPresent() ? plateau.get().factor() : 1;
    double rate = learningRate * factor * lowered;
    steps.step(sums.samples(), count, rate, sums);
    progress.stepped(rate);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).onBatch(progress);
    }
  }

  /** Validates and reports; an epoch whose validation was cancelled has this still to come. */
  private Optional<StopReason> endEpoch(
      TrainingSteps steps, Fit fit, double seconds, List<EpochResult> results) {
    Evaluation training = Evaluation.of(steps.terms(), sums);
    Optional<Evaluation> validation =
        fit.validation().flatMap(held -> evaluate(steps, held, cancelled));
    if (fit.validation().isPresent() && validation.isEmpty()) {
      return Optional.of(StopReason.CANCELLED);
    }
    EpochResult result = new EpochResult(epochsDone + 1, training, validation, seconds);
    plateau = plateau.map(state -> settings.plateau().orElseThrow().after(state, result));
    epochsDone++;
    sums = none();
    results.add(result);
    fit.listeners().forEach(listener -> listener.onEpoch(result));
    return Optional.empty();
  }
}
