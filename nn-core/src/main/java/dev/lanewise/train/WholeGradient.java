package dev.lanewise.train;

import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.SumTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The gradient of all parameters in memory, and its norms. The squares of a column are summed down
 * its rows, columns in their order, parameters in theirs, all in double: the layout of the panels,
 * which differs between backends, does not matter.
 *
 * <p>The gradients of a step's batches are added in {@link SumTree} order, so that batches that are
 * whole subtrees of a larger batch's sum give its bits.
 */
final class WholeGradient implements Team.Phase {
  private record Strip(int parameter, int panel) {}

  private final List<List<Panels>> sums;
  private final double[][] squares;
  private final List<Strip> strips = new ArrayList<>();
  private final Optional<Clipping> clipping;
  private final float[] scales;
  private int batch;
  private int batches;

  WholeGradient(List<Panels> parameters, TrainingRules rules) {
    clipping = rules.clipping();
    sums =
        IntStream.range(0, rules.wholeGradients())
            .mapToObj(
                slot -> parameters.stream().map(p -> p.withData(new float[p.size()])).toList())
            .toList();
    squares = new double[parameters.size()][];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = new double[parameters.get(i).cols()];
      for (int panel = 0; panel < parameters.get(i).count(); panel++) {
        strips.add(new Strip(i, panel));
      }
    }
    scales = new float[parameters.size()];
    Arrays.fill(scales, 1);
  }

  /** Begins a batch of a step. */
  void begin(int ofStep, int batchesOfStep) {
    batch = ofStep;
    batches = batchesOfStep;
  }

  /** Adds a part of a parameter's gradient, which is overwritten. */
  void add(int parameter, int from, int to, float[] part) {
    int slot = SumTree.slot(batch);
    for (int left = SumTree.merges(batch, batches); left > 0; left--) {
      slot--;
      SumTree.add(sums.get(slot).get(parameter).data(), from, part, 0, to - from);
    }
    System.arraycopy(part, 0, sums.get(slot).get(parameter).data(), from, to - from);
  }

  /** The memory of a parameter's gradient, laid out like the parameter. */
  float[] of(int parameter) {
    return sums.getFirst().get(parameter).data();
  }

  /** Finds out by how much the parameters' gradients have to be scaled down. */
  void measure(Team team) {
    if (clipping.isEmpty() || clipping.get() instanceof Clipping.ByValue) {
      return;
    }
    team.run(strips.size(), this);
    double all = 0;
    for (int i = 0; i < scales.length; i++) {
      double sum = 0;
      for (double column : squares[i]) {
        sum += column;
      }
      all += sum;
      if (clipping.get() instanceof Clipping.ByParameterNorm(double limit)) {
        scales[i] = scale(sum, limit);
      }
    }
    if (clipping.get() instanceof Clipping.ByGlobalNorm(double limit)) {
      Arrays.fill(scales, scale(all, limit));
    }
  }

  private static float scale(double squares, double limit) {
    return squares > limit * limit ? (float) (limit / Math.sqrt(squares)) : 1;
  }

  @Override
  public void run(int chunk, int worker) {
    Strip strip = strips.get(chunk);
    Panels g = sums.getFirst().get(strip.parameter);
    double[] squaresOf = squares[strip.parameter];
    int columns = g.panelColumns(strip.panel);
    int first = strip.panel * g.panelCols();
    Arrays.fill(squaresOf, first, first + columns, 0);
    for (int row = 0; row < g.rows(); row++) {
      int at = g.row(strip.panel, row);
      for (int c = 0; c < columns; c++) {
        double value = g.data()[at + c];
        squaresOf[first + c] += value * value;
      }
    }
  }

  /** A part of a parameter's gradient, scaled down if it has to be, at its place in the memory. */
  float[] clipped(int parameter, int from, int to) {
    float[] gradient = of(parameter);
    float scale = scales[parameter];
    if (scale < 1) {
      for (int i = from; i < to; i++) {
        gradient[i] *= scale;
      }
    }
    return gradient;
  }
}
