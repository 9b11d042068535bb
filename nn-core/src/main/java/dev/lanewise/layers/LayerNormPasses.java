package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.RowNormalization;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Arrays;

/**
 * The passes of {@link LayerNorm}, for which each position of a sample is a row, and of {@link
 * RmsNorm}, which takes all means for zero.
 */
final class LayerNormPasses {
  private final RowNormalization normalization;
  private final float epsilon;
  private final int positions;
  private final Matrix x;
  private final Matrix y;
  private final float[] gamma;
  private final float[] beta;
  private final boolean centered;

  /** Of each row. */
  private final float[] means;

  /** Sums of squared distances, and then one over the deviation. */
  private final float[] factors;

  LayerNormPasses(Binding at, float epsilon) {
    this(at, epsilon, true);
  }

  /** The passes of {@link RmsNorm}. */
  static LayerNormPasses uncentered(Binding at, float epsilon) {
    return new LayerNormPasses(at, epsilon, false);
  }

  private LayerNormPasses(Binding at, float epsilon, boolean centered) {
    this.epsilon = epsilon;
    this.centered = centered;
    normalization = at.kernels().rowNormalization();
    positions = at.inputShape(0).positions();
    x = at.input().split(positions);
    y = at.output().split(positions);
    gamma = at.parameter(NormGradients.GAMMA).data();
    beta = centered ? at.parameter(NormGradients.BETA).data() : Zeros.vector(x.cols());
    means = new float[x.rows()];
    factors = new float[x.rows()];
  }

  /** Means, which stay zero if they are not looked at, and sums of squares. */
  private RowPass moments() {
    if (centered) {
      return (from, to, scratch) -> normalization.moments(x, means, factors, from, to, scratch);
    }
    float[] ones = Zeros.vector(x.cols());
    Arrays.fill(ones, 1);
    float[] sums = new float[x.rows()];
    return (from, to, scratch) ->
        normalization.gradientSums(x, means, ones, x, sums, factors, from, to, scratch);
  }

  RowPass forward() {
    RowPass moments = moments();
    return (from, to, scratch) -> {
      int first = from * positions;
      int end = to * positions;
      moments.run(first, end, scratch);
      for (int row = first; row < end; row++) {
        factors[row] = RunningNorm.scale(1, (double) factors[row] / x.cols(), epsilon);
      }
      normalization.normalize(x, means, factors, gamma, beta, y, first, end);
    };
  }

  TrainingPasses training(TrainingBinding at) {
    NormGradients gradients = new NormGradients(at);
    Matrix dy = at.outputGradient().split(positions);
    RowPass ofParameters = gradients.wanted() ? parameters(gradients, dy) : RowPass.nothing();
    RowPass ofInput =
        at.inputGradient().map(dx -> input(dy, dx.split(positions))).orElse(RowPass.nothing());
    RowPass backward =
        (from, to, scratch) -> {
          ofParameters.run(from, to, scratch);
          ofInput.run(from, to, scratch);
        };
    return gradients.addTo(TrainingPasses.of(forward(), backward));
  }

  private RowPass parameters(NormGradients gradients, Matrix dy) {
    return (from, to, scratch) -> {
      for (int sample = from; sample < to; sample++) {
        normalization.columnSums(
            x,
            means,
            factors,
            dy,
            sample * positions,
            (sample + 1) * positions,
            gradients.beta(scratch),
            gradients.gamma(scratch),
            gradients.betaAt(sample),
            gradients.gammaAt(sample));
      }
    };
  }

  private RowPass input(Matrix dy, Matrix dx) {
    float[] offsets = new float[x.rows()];
    float[] slopes = new float[x.rows()];
    return (from, to, scratch) -> {
      int first = from * positions;
      int end = to * positions;
      normalization.gradientSums(x, means, gamma, dy, offsets, slopes, first, end, scratch);
      for (int row = first; row < end; row++) {
        double power = (double) factors[row] * factors[row];
        offsets[row] = centered ? offsets[row] / x.cols() : 0;
        slopes[row] = (float) (slopes[row] * power / x.cols());
      }
      normalization.normalizeGradient(
          x, means, factors, offsets, slopes, gamma, dy, dx, first, end);
    };
  }
}
