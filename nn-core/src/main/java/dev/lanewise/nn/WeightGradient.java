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
  /**
   * Floats of a part: long enough for the processor to fetch weights and optimizer state ahead,
   * short enough for many parts.
   */
  private static final int PART_FLOATS = 96 * 32;

  /** Divides the rows of a part, so that they are whole tiles and, mostly, whole panels. */
  private static final int ROW_STEP = 48;

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
    Panels weight = at.parameter(0);
    int rows = PART_FLOATS / weight.panelStride(0) / ROW_STEP * ROW_STEP;
    this.slices = weight.slices(Math.max(rows, ROW_STEP));
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
