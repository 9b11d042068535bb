package dev.lanewise.train;

import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.GradientStep;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.TrainingPlan.Trained;
import java.util.ArrayList;
import java.util.List;

/**
 * The second phase: for each part of each parameter, the gradient over the whole batch, the
 * optimizer's update and the refresh of copies, while the part is in cache. The gradient of a part
 * lives in scratch memory only.
 */
final class ParameterUpdates implements Team.Phase {
  /** The scratch slot of the gradient; kernels use the slots from 0. */
  private static final int GRADIENT_SLOT = 15;

  private record Part(Panels values, float[][] state, GradientStep gradient, int index) {}

  private final Part[] parts;
  private final long elements;
  private final Optimizer.Update update;
  private final Team team;
  private final Scratch[] scratch;
  private int partsOfChunk;

  ParameterUpdates(
      List<Trained> trained, int slots, Optimizer.Update update, Team team, Scratch[] scratch) {
    this.update = update;
    this.team = team;
    this.scratch = scratch;
    List<Part> all = new ArrayList<>();
    long size = 0;
    for (Trained parameter : trained) {
      float[][] state = new float[slots][parameter.values().size()];
      for (int i = 0; i < parameter.gradient().parts(); i++) {
        all.add(new Part(parameter.values(), state, parameter.gradient(), i));
        parameter.gradient().updated(i);
      }
      size += parameter.values().size();
    }
    parts = all.toArray(Part[]::new);
    elements = size;
  }

  /** Updates all parameters from a batch of that many samples. */
  void run(int samples) {
    if (parts.length > 0) {
      partsOfChunk = Chunks.parts(parts.length, elements, samples, team.workers());
      team.run(Math.ceilDiv(parts.length, partsOfChunk), this);
    }
  }

  @Override
  public void run(int chunk, int worker) {
    int to = Math.min((chunk + 1) * partsOfChunk, parts.length);
    for (int i = chunk * partsOfChunk; i < to; i++) {
      update(parts[i], scratch[worker]);
    }
  }

  private void update(Part part, Scratch temporary) {
    int from = part.gradient.begin(part.index);
    int to = part.gradient.end(part.index);
    float[] gradient = temporary.array(GRADIENT_SLOT, to - from);
    part.gradient.compute(part.index, gradient, 0, temporary);
    update.apply(part.values.data(), part.state, from, to, gradient, 0);
    part.gradient.updated(part.index);
  }
}
