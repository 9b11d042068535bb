package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import java.util.List;
import java.util.Optional;

/** The gradient of a weight matrix, {@code dw = x^T dy}, which also keeps the transpose current. */
final class WeightGradient implements GradientStep {
  /** Rows of a part: its gradient, weights and optimizer state fit the first-level cache. */
  private static final int PART_ROWS = 48;

  private final Kernels kernels;
  private final Matrix x;
  private final Matrix dy;
  private final BatchState batch;
  private final List<Slice> slices;
  private final Optional<Panels> transposed;

  WeightGradient(TrainingBinding at, Optional<Panels> transposed) {
    this.kernels = at.kernels();
    this.x = at.input();
    this.dy = at.outputGradient();
    this.batch = at.batch();
    this.slices = at.parameter(0).slices(PART_ROWS);
    this.transposed = transposed;
  }

  @Override
  public int parts() {
    return slices.size();
  }

  @Override
  public int begin(int part) {
    return slices.get(part).begin();
  }

  @Override
  public int end(int part) {
    return slices.get(part).end();
  }

  @Override
  public void compute(int part, float[] gradient, int at, Scratch scratch) {
    kernels.affineWeightGradient(x, dy, batch.samples(), slices.get(part), gradient, at, scratch);
  }

  @Override
  public void updated(int part) {
    if (transposed.isPresent()) {
      kernels.transpose(slices.get(part), transposed.get());
    }
  }
}
