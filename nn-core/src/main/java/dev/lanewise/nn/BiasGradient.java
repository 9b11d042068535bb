package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;

/** The gradient of a bias: the sum of the output gradients over the batch. */
final class BiasGradient implements GradientStep {
  private static final int PART_COLUMNS = 256;

  private final Kernels kernels;
  private final Matrix dy;
  private final BatchState batch;

  BiasGradient(TrainingBinding at) {
    this.kernels = at.kernels();
    this.dy = at.outputGradient();
    this.batch = at.batch();
  }

  @Override
  public int parts() {
    return Math.ceilDiv(dy.cols(), PART_COLUMNS);
  }

  @Override
  public int begin(int part) {
    return part * PART_COLUMNS;
  }

  @Override
  public int end(int part) {
    return Math.min(begin(part) + PART_COLUMNS, dy.cols());
  }

  @Override
  public void compute(int part, float[] gradient, int at, Scratch scratch) {
    kernels.columnSums(dy, batch.samples(), begin(part), end(part), gradient, at);
  }
}
