package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.GradientStep;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.List;
import java.util.stream.IntStream;

/** The gradient of a bias: the sum of the output gradients over the samples. */
final class BiasGradient implements GradientStep {
  private static final int MOST_COLUMNS = 256;

  private final Kernels kernels;
  private final int units;
  private final int partColumns;
  private final List<Matrix> parts;

  BiasGradient(TrainingBinding at, BatchColumns dy) {
    kernels = at.kernels();
    units = at.outputGradient().cols();
    partColumns = Math.min(MOST_COLUMNS, dy.width());
    parts = IntStream.range(0, parts()).mapToObj(i -> dy.view(begin(i), end(i))).toList();
  }

  @Override
  public int parts() {
    return Math.ceilDiv(units, partColumns);
  }

  @Override
  public int begin(int part) {
    return part * partColumns;
  }

  @Override
  public int end(int part) {
    return Math.min(begin(part) + partColumns, units);
  }

  @Override
  public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
    kernels.reductions().columnSums(parts.get(part), from, to, gradient, at);
  }
}
