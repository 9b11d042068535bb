package dev.lanewise.engine;

import dev.lanewise.engine.TrainingPlan.Trained;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.GradientStep;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.team.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The second phase: for each part of each parameter, the gradient over the whole batch and the
 * optimizer's update, while the part is in cache. The gradient of a part lives in scratch memory
 * only.
 *
 * <p>Two things need the whole gradient first: norms to clip by, and the sum over several batches.
 * Then a run is two passes over the parts, with the gradient in memory between them ({@link
 * WholeGradient}).
 */
public final class ParameterUpdates {
  /** The engine's slot of what parameters were before a step that shall not change them. */
  private static final int KEPT_SLOT = 0;

  /** A trained parameter with everything that belongs to it. */
  private record Target(
      int index,
      String name,
      Panels values,
      float[][] state,
      GradientStep gradient,
      Optimizer.Update update,
      Optional<Penalty> penalty,
      Optional<Double> maxNorm) {}

  /** A part of a parameter. */
  private record Part(Target target, int index, int begin, int end) {
    float[] gradient(int samples, Scratch temporary) {
      return GradientSum.of(target.gradient, index, samples, temporary);
    }
  }

  /** What is done with each part, by any worker. */
  private interface PartWork {
    void run(Part part, Scratch temporary);
  }

  private final List<Target> targets = new ArrayList<>();
  private final Part[] parts;
  private final long elements;
  private final Optimizer.Update decaying;
  private final Optimizer.Update undecaying;
  private final Team team;
  private final Scratch[] scratch;
  private final Optional<WholeGradient> whole;
  private final float limit;
  private final boolean constrained;
  private final PartWork updating = this::update;
  private final PartWork gathering = this::gather;
  private final PartWork finishing = this::finish;
  private final PartWork applying = this::apply;
  private final Team.Phase partsPhase = this::runParts;
  private final Team.Phase constrainPhase = this::constrain;
  private PartWork work = updating;
  private int samples;
  private int partsOfChunk;
  private long step;
  private boolean resting;

  public ParameterUpdates(
      Kernels kernels, List<Trained> trained, TrainingRules rules, Workers workers) {
    decaying = rules.optimizer().bind(kernels);
    undecaying = rules.optimizer().withoutDecay().bind(kernels);
    this.team = workers.team();
    this.scratch = workers.scratch();
    List<Part> all = new ArrayList<>();
    long size = 0;
    for (Trained parameter : trained) {
      Target target = target(parameter, rules);
      targets.add(target);
      for (int i = 0; i < parameter.gradient().parts(); i++) {
        GradientStep gradient = parameter.gradient();
        all.add(new Part(target, i, gradient.begin(i), gradient.end(i)));
      }
      size += parameter.values().size();
    }
    parts = all.toArray(Part[]::new);
    elements = size;
    constrained = targets.stream().anyMatch(t -> t.maxNorm.isPresent());
    limit =
        rules.clipping().orElse(null) instanceof Clipping.ByValue(double value)
            ? (float) value
            : Float.POSITIVE_INFINITY;
    whole =
        rules.needsWholeGradient()
            ? Optional.of(
                new WholeGradient(targets.stream().map(Target::values).toList(), rules.clipping()))
            : Optional.empty();
  }

  private Target target(Trained trained, TrainingRules rules) {
    Panels values = trained.values();
    float[][] state = new float[rules.slots()][values.size()];
    Regularization regularization = rules.regularization();
    return new Target(
        targets.size(),
        trained.name(),
        values,
        state,
        trained.gradient(),
        rules.undecayed().contains(trained.name()) ? undecaying : decaying,
        regularization.penalty(trained.name()),
        regularization.maxNorm(trained.name()));
  }

  /** The optimizer's state of a parameter, laid out like the parameter. */
  public float[][] state(int parameter) {
    return targets.get(parameter).state;
  }

  /**
   * Begins a step. At a rate of zero the optimizer's state sees the gradient, but the parameters
   * stay as they are, whatever the gradient and the constraints.
   */
  public void prepare(long number, double rate) {
    step = number;
    resting = (float) rate == 0;
    decaying.prepare(number, rate);
    undecaying.prepare(number, rate);
  }

  /** Updates all parameters from a batch of that many samples. */
  public void run(int samples) {
    if (parts.length == 0) {
      return;
    }
    if (whole.isPresent()) {
      gather(samples, 0, 1);
      apply();
      return;
    }
    forParts(samples, updating);
    constrain();
  }

  /**
   * Adds the gradient of a batch to the whole gradient.
   *
   * @param samples samples of the batch
   * @param batch its number in the step, from 0
   * @param batches batches of the step
   */
  public void gather(int samples, int batch, int batches) {
    if (parts.length > 0) {
      whole.orElseThrow().begin(batch, batches);
      forParts(samples, gathering);
    }
  }

  /** Updates all parameters from the whole gradient. */
  public void apply() {
    if (parts.length > 0) {
      forParts(1, finishing);
      int broken = whole.orElseThrow().measure(team);
      if (broken >= 0) {
        throw Divergence.ofGradient(step, targets.get(broken).name);
      }
      forParts(1, applying);
      constrain();
    }
  }

  private void constrain() {
    if (constrained && !resting) {
      team.run(targets.size(), constrainPhase);
    }
  }

  private void forParts(int samplesOfBatch, PartWork each) {
    work = each;
    samples = samplesOfBatch;
    partsOfChunk = Chunks.parts(parts.length, elements, samples, team.workers());
    team.run(Math.ceilDiv(parts.length, partsOfChunk), partsPhase);
  }

  private void runParts(int chunk, int worker) {
    int to = Math.min((chunk + 1) * partsOfChunk, parts.length);
    for (int i = chunk * partsOfChunk; i < to; i++) {
      work.run(parts[i], scratch[worker]);
    }
  }

  private void update(Part part, Scratch temporary) {
    float[] gradient = part.gradient(samples, temporary);
    finish(part, gradient, 0);
    apply(part, gradient, 0, temporary);
  }

  private void apply(Part part, float[] gradient, int at, Scratch temporary) {
    if (resting) {
      applyToState(part, gradient, at, temporary);
    } else {
      float[] w = part.target.values.data();
      part.target.update.apply(w, part.target.state, part.begin, part.end, gradient, at);
    }
  }

  private void applyToState(Part part, float[] gradient, int at, Scratch temporary) {
    float[] w = part.target.values.data();
    int size = part.end - part.begin;
    float[] kept = temporary.engine().array(KEPT_SLOT, size);
    System.arraycopy(w, part.begin, kept, 0, size);
    part.target.update.apply(w, part.target.state, part.begin, part.end, gradient, at);
    System.arraycopy(kept, 0, w, part.begin, size);
  }

  /** Adds penalties and clips by value. */
  private void finish(Part part, float[] gradient, int at) {
    if (part.target.penalty.isPresent()) {
      float[] w = part.target.values.data();
      part.target.penalty.get().addGradient(w, part.begin, part.end, gradient, at);
    }
    if (limit < Float.POSITIVE_INFINITY) {
      for (int i = at; i < at + part.end - part.begin; i++) {
        gradient[i] = Math.clamp(gradient[i], -limit, limit);
      }
    }
  }

  private void gather(Part part, Scratch temporary) {
    float[] gradient = part.gradient(samples, temporary);
    whole.orElseThrow().add(part.target.index, part.begin, part.end, gradient);
  }

  private void finish(Part part, Scratch temporary) {
    finish(part, whole.orElseThrow().of(part.target.index), part.begin);
  }

  private void apply(Part part, Scratch temporary) {
    float[] gradient = whole.orElseThrow().clipped(part.target.index, part.begin, part.end);
    apply(part, gradient, part.begin, temporary);
  }

  /**
   * Throws if a parameter is NaN or infinite.
   *
   * @param last the step that led to them
   */
  public void checkFinite(long last) {
    for (Target target : targets) {
      if (!Divergence.isFinite(target.values)) {
        throw Divergence.ofParameters(last, target.name);
      }
    }
  }

  private void constrain(int chunk, int worker) {
    Target target = targets.get(chunk);
    if (target.maxNorm.isPresent()) {
      MaxNorm.constrain(target.values, target.maxNorm.get());
    }
  }
}
