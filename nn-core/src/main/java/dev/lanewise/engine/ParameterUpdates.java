package dev.lanewise.engine;

import dev.lanewise.engine.GradientParts.Part;
import dev.lanewise.engine.GradientParts.PartStage;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Updates;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.team.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The second phase: for each part of each parameter, the gradient over the whole batch and the
 * optimizer's update, while the part is in cache. The gradient of a part lives in scratch memory
 * only.
 *
 * <p>Two things need the whole gradient first: norms to clip by, and the sum over several batches.
 * Then a run is two stages, with the gradient in memory between them ({@link WholeGradient}).
 */
final class ParameterUpdates {
  /** The engine's slot of what parameters were before a step that shall not change them. */
  private static final int KEPT_SLOT = 0;

  /** A trained parameter with everything that belongs to it. */
  private record Target(
      String name,
      Panels values,
      float[][] state,
      Optimizer.Update update,
      Optional<Penalty> penalty,
      Optional<Double> maxNorm) {}

  private final Map<String, Target> byName = new LinkedHashMap<>();
  private final Target[] targets;
  private final Optimizer.Update decaying;
  private final Optimizer.Update undecaying;
  private final Updates updates;
  private final Team team;
  private final Optional<WholeGradient> whole;
  private final float limit;
  private final boolean constrained;
  private final PartStage updating;
  private final PartStage gathering;
  private final PartStage finishing;
  private final PartStage applying;
  private final Team.Phase constraining = this::constrain;
  private int samples;
  private long step;
  private boolean resting;

  ParameterUpdates(Kernels kernels, List<Trained> trained, TrainingRules rules, Workers workers) {
    decaying = rules.optimizer().bind(kernels);
    undecaying = rules.optimizer().withoutDecay().bind(kernels);
    updates = kernels.updates();
    team = workers.team();
    trained.forEach(each -> byName.put(each.name(), target(each, rules)));
    targets = byName.values().toArray(Target[]::new);
    constrained = byName.values().stream().anyMatch(target -> target.maxNorm.isPresent());
    limit =
        rules.clipping().orElse(null) instanceof Clipping.ByValue(double value)
            ? (float) value
            : Float.POSITIVE_INFINITY;
    whole =
        rules.needsWholeGradient()
            ? Optional.of(
                new WholeGradient(
                    kernels, trained.stream().map(Trained::values).toList(), rules.clipping()))
            : Optional.empty();
    GradientParts parts = new GradientParts(kernels, trained, workers);
    updating = parts.stage(this::update);
    gathering = parts.stage(this::gather);
    finishing = parts.stage(this::finish);
    applying = parts.stage(this::apply);
  }

  private Target target(Trained trained, TrainingRules rules) {
    Regularization regularization = rules.regularization();
    return new Target(
        trained.name(),
        trained.values(),
        new float[rules.slots()][trained.values().size()],
        rules.undecayed().contains(trained.name()) ? undecaying : decaying,
        regularization.penalty(trained.name()),
        regularization.maxNorm(trained.name()));
  }

  /** The optimizer's state of a parameter, laid out like it; none if it is not trained. */
  float[][] state(String parameter) {
    Target target = byName.get(parameter);
    return target == null ? new float[0][] : target.state;
  }

  /** The whole gradient, for those who gather it or bring it. */
  WholeGradient whole() {
    return whole.orElseThrow();
  }

  /**
   * Begins a step. At a rate of zero the optimizer's state sees the gradient, but the parameters
   * stay as they are, whatever the gradient and the constraints.
   */
  void prepare(long number, double rate) {
    step = number;
    resting = (float) rate == 0;
    decaying.prepare(number, rate);
    undecaying.prepare(number, rate);
  }

  /** Updates all parameters from a batch of that many samples. */
  void run(int ofBatch) {
    if (whole.isPresent()) {
      gather(ofBatch, 0, 1);
      apply();
      return;
    }
    samples = ofBatch;
    updating.run(ofBatch);
    constrain();
  }

  /**
   * Adds the gradient of a batch to the whole gradient.
   *
   * @param ofBatch samples of the batch
   * @param batch its number in the step, from 0
   * @param batches batches of the step
   */
  void gather(int ofBatch, int batch, int batches) {
    samples = ofBatch;
    whole().begin(batch, batches);
    gathering.run(ofBatch);
  }

  /** Updates all parameters from the whole gradient. */
  void apply() {
    finishing.run(1);
    int broken = whole().measure(team);
    if (broken >= 0) {
      throw Divergence.ofGradient(step, targets[broken].name);
    }
    applying.run(1);
    constrain();
  }

  private void constrain() {
    if (constrained && !resting) {
      team.run(targets.length, constraining);
    }
  }

  private void update(Part part, Scratch temporary) {
    float[] gradient = part.gradient(samples, temporary);
    finish(part, gradient, 0);
    apply(part, gradient, 0, temporary);
  }

  private void gather(Part part, Scratch temporary) {
    whole().gather(part, samples, temporary);
  }

  private void finish(Part part, Scratch temporary) {
    finish(part, whole().of(part.parameter()).data(), part.begin());
  }

  /** Adds penalties and clips by value. */
  private void finish(Part part, float[] gradient, int at) {
    Target target = targets[part.parameter()];
    if (target.penalty.isPresent()) {
      float[] w = target.values.data();
      target.penalty.get().addGradient(updates, w, part.begin(), part.end(), gradient, at);
    }
    if (limit < Float.POSITIVE_INFINITY) {
      updates.clip(limit, gradient, at, at + part.end() - part.begin());
    }
  }

  private void apply(Part part, Scratch temporary) {
    float[] gradient = whole().clipped(part.parameter(), part.begin(), part.end());
    apply(part, gradient, part.begin(), temporary);
  }

  private void apply(Part part, float[] gradient, int at, Scratch temporary) {
    Target target = targets[part.parameter()];
    float[] w = target.values.data();
    int size = part.end() - part.begin();
    float[] kept = temporary.engine().array(KEPT_SLOT, resting ? size : 0);
    if (resting) {
      System.arraycopy(w, part.begin(), kept, 0, size);
    }
    target.update.apply(w, target.state, part.begin(), part.end(), gradient, at);
    if (resting) {
      System.arraycopy(kept, 0, w, part.begin(), size);
    }
  }

  /**
   * Throws if a parameter is NaN or infinite.
   *
   * @param last the step that led to them
   */
  void checkFinite(long last) {
    for (Target target : targets) {
      if (!Divergence.isFinite(target.values)) {
        throw Divergence.ofParameters(last, target.name);
      }
    }
  }

  private void constrain(int chunk, int worker) {
    Target target = targets[chunk];
    if (target.maxNorm.isPresent()) {
      MaxNorm.constrain(target.values, target.maxNorm.get());
    }
  }
}
