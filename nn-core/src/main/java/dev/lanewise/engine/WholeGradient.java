package dev.lanewise.engine;

import dev.lanewise.engine.GradientParts.Part;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.team.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of all trained parameters in memory, and its norms. The squares of a column are
 * summed down its rows, columns in their order, parameters in theirs, all in double: the layout of
 * the panels, which differs between backends, does not matter.
 *
 * <p>The gradients of a step's batches are added in {@link SumTree} order, so that batches that are
 * whole subtrees of a larger batch's sum give its bits.
 */
final class WholeGradient implements Team.Phase {
  private record Strip(int parameter, int panel) {}

  private final Kernels kernels;
  private final List<Panels> parameters;
  private final List<List<Panels>> sums = new ArrayList<>();
  private final double[][] squares;
  private final List<Strip> strips = new ArrayList<>();
  private final Optional<Clipping> clipping;
  private final double[] scales;
  private int batch;
  private int batches;

  WholeGradient(Kernels kernels, List<Panels> parameters, Optional<Clipping> clipping) {
    this.kernels = kernels;
    this.clipping = clipping;
    this.parameters = parameters;
    grow();
    squares = new double[parameters.size()][];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = new double[parameters.get(i).cols()];
      for (int panel = 0; panel < parameters.get(i).count(); panel++) {
        strips.add(new Strip(i, panel));
      }
    }
    scales = new double[parameters.size()];
    Arrays.fill(scales, 1);
  }

  private void grow() {
    sums.add(parameters.stream().map(p -> p.withData(new float[p.size()])).toList());
  }

  /** Begins a batch of a step. Allocates when a step has more batches than any before. */
  void begin(int ofStep, int batchesOfStep) {
    while (SumTree.slot(ofStep) - SumTree.merges(ofStep, batchesOfStep) >= sums.size()) {
      grow();
    }
    batch = ofStep;
    batches = batchesOfStep;
  }

  /** Computes a part of a parameter's gradient over the samples of the batch, and adds it. */
  void gather(Part part, int samples, Scratch scratch) {
    int parameter = part.parameter();
    float[] gradient = part.gradient(samples, scratch);
    int slot = SumTree.slot(batch);
    for (int merges = SumTree.merges(batch, batches); merges > 0; merges--) {
      slot--;
      float[] left = sums.get(slot).get(parameter).data();
      kernels.updates().add(left, part.begin(), part.end(), gradient, 0);
    }
    float[] sum = sums.get(slot).get(parameter).data();
    System.arraycopy(gradient, 0, sum, part.begin(), part.end() - part.begin());
  }

  /** The gradient of a parameter, laid out like the parameter. */
  Panels of(int parameter) {
    return sums.getFirst().get(parameter);
  }

  /**
   * Finds out by how much the parameters' gradients have to be scaled down. Returns the first
   * parameter whose norm is not finite, or -1 if there is none.
   */
  int measure(Team team) {
    if (clipping.isEmpty() || clipping.get() instanceof Clipping.ByValue) {
      return -1;
    }
    team.run(strips.size(), this);
    double all = 0;
    int broken = -1;
    for (int i = 0; i < scales.length; i++) {
      double sum = 0;
      for (double column : squares[i]) {
        sum += column;
      }
      all += sum;
      broken = broken < 0 && !Double.isFinite(sum) ? i : broken;
      if (clipping.get() instanceof Clipping.ByParameterNorm(double limit)) {
        scales[i] = NormLimit.factor(sum, limit);
      }
    }
    if (clipping.get() instanceof Clipping.ByGlobalNorm(double limit)) {
      Arrays.fill(scales, NormLimit.factor(all, limit));
    }
    return broken;
  }

  @Override
  public void run(int chunk, int worker) {
    Strip strip = strips.get(chunk);
    kernels.reductions().columnSquares(of(strip.parameter), strip.panel, squares[strip.parameter]);
  }

  /** A part of a parameter's gradient, scaled down if it has to be, at its place in the memory. */
  float[] clipped(int parameter, int from, int to) {
    float[] gradient = of(parameter).data();
    double scale = scales[parameter];
    if (scale < 1) {
      kernels.updates().scale(scale, gradient, from, to);
    }
    return gradient;
  }
}
