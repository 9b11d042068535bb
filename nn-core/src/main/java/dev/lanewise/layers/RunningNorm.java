package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Normalization;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.Arrays;

/** {@link BatchNorm} with its running numbers: a scale and a shift of each channel. */
final class RunningNorm {
  private static final int SCALE = 0;
  private static final int ZEROS = 1;

  private final Normalization normalization;
  private final int positions;
  private final int channels;
  private final float epsilon;
  private final Matrix x;
  private final Matrix y;
  private final float[] gamma;
  private final float[] beta;
  private final float[] mean;
  private final float[] variance;

  RunningNorm(Binding at, float epsilon) {
    this.epsilon = epsilon;
    normalization = at.kernels().normalization();
    positions = at.inputShape(0).positions();
    channels = at.inputShape(0).channels();
    x = at.input().split(positions);
    y = at.output().split(positions);
    gamma = at.parameter(BatchNorm.GAMMA).data();
    beta = at.parameter(BatchNorm.BETA).data();
    mean = at.parameter(BatchNorm.MEAN).data();
    variance = at.parameter(BatchNorm.VARIANCE).data();
  }

  /** By how much a distance from the mean is multiplied. */
  static float scale(float gamma, double variance, float epsilon) {
    return (float) (gamma / Math.sqrt(variance + epsilon));
  }

  /** Computed anew each time, since the running numbers may have moved. */
  private float[] scales(Scratch scratch) {
    float[] scales = scratch.layer().array(SCALE, channels);
    for (int c = 0; c < channels; c++) {
      scales[c] = scale(gamma[c], variance[c], epsilon);
    }
    return scales;
  }

  RowPass forward() {
    return (from, to, scratch) ->
        normalization.normalize(
            x, mean, scales(scratch), beta, y, from * positions, to * positions);
  }

  /** The gradient with respect to the input; parameters are frozen. */
  RowPass backward(TrainingBinding at) {
    if (at.inputGradient().isEmpty()) {
      return RowPass.nothing();
    }
    Matrix dy = at.outputGradient().split(positions);
    Matrix dx = at.inputGradient().get().split(positions);
    return (from, to, scratch) -> {
      float[] zeros = scratch.layer().array(ZEROS, channels);
      Arrays.fill(zeros, 0, channels, 0);
      normalization.normalize(
          dy, zeros, scales(scratch), zeros, dx, from * positions, to * positions);
    };
  }
}
