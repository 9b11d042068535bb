package dev.lanewise.train;

import dev.lanewise.engine.GradientUpdates;
import dev.lanewise.kernels.Backends;
import dev.lanewise.nn.Model;
import dev.lanewise.team.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies gradients that were computed elsewhere: clipping, penalties, optimizer, constraints and
 * schedule, as a {@link Trainer} of the same settings does; see {@link GradientWorker}. Belongs to
 * one thread at a time.
 */
public final class Updater implements AutoCloseable {
  private final TrainerSettings settings;
  private final Team team;
  private final boolean ownsTeam;
  private final GradientUpdates engine;
  private double learningRate;

  Updater(TrainerSettings settings, Backends.Selection selection, Team team, boolean ownsTeam) {
    this.settings = settings;
    this.team = team;
    this.ownsTeam = ownsTeam;
    engine = new GradientUpdates(settings.setup(selection.backend().kernels(), team));
    learningRate = settings.rules().optimizer().learningRate();
  }

  /**
   * Does a training step.
   *
   * @throws dev.lanewise.ShapeException if the gradients are not those of the trained parameters
   * @throws dev.lanewise.DivergedException if the norm to clip by is not finite
   */
  public void apply(Gradients gradients) {
    Map<String, List<GradientUpdates.Seen>> seen = new LinkedHashMap<>();
    gradients
        .observed()
        .forEach((name, each) ->
            seen.put(
                name,
                each.stream().map(o -> new GradientUpdates.Seen(o.values(), o.rate())).toList()));
    double factor = settings.factor(engine.finishedSteps());
    engine.apply(gradients.values(), seen, learningRate * factor);
  }

  /** The base of the step size, which the schedule multiplies; the optimizer's unless changed. */
  public double learningRate() {
    return learningRate;
  }

  /** Changes the step size from the next step on; positive. */
  public void learningRate(double rate) {
    Trainer.requireRate(rate);
    learningRate = rate;
  }

  /** Steps that were applied. */
  public long finishedSteps() {
    return engine.finishedSteps();
  }

  /** The current model: a copy. */
  public Model model() {
    return engine.model();
  }

  /** Ends the updater's threads. */
  @Override
  public void close() {
    if (ownsTeam) {
      team.close();
    }
  }
}
