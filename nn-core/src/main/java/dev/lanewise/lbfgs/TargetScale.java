package dev.lanewise.lbfgs;

import dev.lanewise.Matrix;
import dev.lanewise.engine.WholeBatch;
import dev.lanewise.loss.ElementwiseLoss;
import dev.lanewise.loss.Loss;

/**
 * How large the targets of a regression are, and their losses: powers of two, so that dividing by
 * them is exact. Other losses have targets without units.
 *
 * @param targets about the standard deviation of the targets, all columns together
 * @param losses about the loss of the best constant outputs
 */
record TargetScale(double targets, double losses) {
  private static final TargetScale NONE = new TargetScale(1, 1);

  /** What deviates less from its mean, relative to its size, is constant up to rounding. */
  private static final double LEAST_DEVIATION = 1e-6;

  /** Whether a loss compares outputs with targets of the same units. */
  private static boolean hasUnits(Loss loss) {
    return loss instanceof ElementwiseLoss && !loss.classifies();
  }

  /** Measures the targets of a batch; its outputs are overwritten. */
  static TargetScale of(Loss loss, WholeBatch batch) {
    Matrix targets = batch.rows().targets();
    if (!hasUnits(loss)) {
      return NONE;
    }
    float[] zero = new float[targets.cols()];
    float[] means = means(targets, batch);
    double size = deviation(targets, batch, zero);
    double deviation = deviation(targets, batch, means);
    boolean constant = deviation <= LEAST_DEVIATION * size;
    return new TargetScale(
        power(constant ? size : deviation), power(batch.loss(constant ? zero : means)));
  }

  /** The power of two below a positive number; 1 for others. */
  private static double power(double value) {
    return value > 0 && Double.isFinite(value) ? Math.scalb(1.0, Math.getExponent(value)) : 1;
  }

  private static float[] means(Matrix targets, WholeBatch batch) {
    double[] sums = new double[targets.cols()];
    double all = 0;
    for (int row = 0; row < batch.samples(); row++) {
      all += batch.weight(row);
      for (int c = 0; c < sums.length; c++) {
        sums[c] += batch.weight(row) * targets.data()[targets.row(row) + c];
      }
    }
    float[] means = new float[sums.length];
    for (int c = 0; c < means.length && all > 0; c++) {
      means[c] = (float) (sums[c] / all);
    }
    return means;
  }

  /** The root of the weighted mean square distance from a center. */
  private static double deviation(Matrix targets, WholeBatch batch, float[] center) {
    double sum = 0;
    double all = 0;
    for (int row = 0; row < batch.samples(); row++) {
      all += batch.weight(row);
      for (int c = 0; c < center.length; c++) {
        double distance = (double) targets.data()[targets.row(row) + c] - center[c];
        sum += batch.weight(row) * distance * distance;
      }
    }
    return all > 0 ? Math.sqrt(sum / (all * center.length)) : 0;
  }
}
