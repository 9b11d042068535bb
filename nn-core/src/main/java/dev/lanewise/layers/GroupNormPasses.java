package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Normalization;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Arrays;
import java.util.Optional;

/**
 * The passes of {@link GroupNorm}. Each sample has the statistics of its channels, which are joined
 * to those of groups and dealt out to their channels again.
 */
final class GroupNormPasses {
  /** Slots of scratch memory, each of one number a channel. */
  private static final int MEAN = NormGradients.FREE;

  private static final int SCALE = MEAN + 1;
  private static final int SLOPE = MEAN + 2;
  private static final int OFFSET = MEAN + 3;

  private final Normalization normalization;
  private final float epsilon;
  private final int positions;
  private final int channels;
  private final int groups;

  /** Channels of a group. */
  private final int width;

  private final Matrix x;
  private final Matrix y;
  private final float[] gamma;
  private final float[] beta;

  /** Of each group of each sample. */
  private final float[] means;

  /** One over the deviation. */
  private final float[] factors;

  GroupNormPasses(Binding at, int groups, float epsilon) {
    this.epsilon = epsilon;
    this.groups = groups;
    normalization = at.kernels().normalization();
    positions = at.inputShape(0).positions();
    channels = at.inputShape(0).channels();
    width = channels / groups;
    x = at.input().split(positions);
    y = at.output().split(positions);
    gamma = at.parameter(NormGradients.GAMMA).data();
    beta = at.parameter(NormGradients.BETA).data();
    means = new float[at.input().rows() * groups];
    factors = new float[at.input().rows() * groups];
  }

  RowPass forward() {
    return (from, to, scratch) -> {
      float[] mean = slot(scratch, MEAN);
      float[] scale = slot(scratch, SCALE);
      for (int sample = from; sample < to; sample++) {
        int first = sample * positions;
        int end = first + positions;
        // First of channels, and then of the groups that they are in.
        normalization.moments(x, first, end, mean, scale, 0, 0);
        for (int group = 0; group < groups; group++) {
          join(sample * groups + group, group * width, mean, scale);
        }
        for (int c = 0; c < channels; c++) {
          mean[c] = means[sample * groups + c / width];
          scale[c] = gamma[c] * factors[sample * groups + c / width];
        }
        normalization.normalize(x, mean, scale, beta, y, first, end);
      }
    };
  }

  private float[] slot(Scratch scratch, int slot) {
    return scratch.layer().array(slot, channels);
  }

  /** Joins the statistics of a group's channels, all of as many numbers. */
  private void join(int group, int first, float[] mean, float[] squares) {
    double center = 0;
    for (int c = first; c < first + width; c++) {
      center += mean[c];
    }
    center /= width;
    double all = 0;
    for (int c = first; c < first + width; c++) {
      double distance = mean[c] - center;
      all += squares[c] + positions * distance * distance;
    }
    means[group] = (float) center;
    factors[group] = RunningNorm.scale(1, all / ((double) width * positions), epsilon);
  }

  TrainingPasses training(TrainingBinding at) {
    NormGradients gradients = new NormGradients(at);
    Matrix dy = at.outputGradient().split(positions);
    Optional<Matrix> dx = at.inputGradient().map(each -> each.split(positions));
    RowPass backward =
        (from, to, scratch) -> {
          for (int sample = from; sample < to; sample++) {
            sums(gradients, sample, dy, scratch);
            if (dx.isPresent()) {
              input(gradients, sample, dy, dx.get(), scratch);
            }
          }
        };
    return gradients.addTo(TrainingPasses.of(forward(), backward));
  }

  /** The sums over a sample's positions: what the gradients of the parameters are made of. */
  private void sums(NormGradients gradients, int sample, Matrix dy, Scratch scratch) {
    float[] mean = slot(scratch, MEAN);
    for (int group = 0; group < groups; group++) {
      Arrays.fill(mean, group * width, (group + 1) * width, means[sample * groups + group]);
    }
    float[] ofGamma = gradients.gamma(scratch);
    int at = gradients.gammaAt(sample);
    int first = sample * positions;
    normalization.gradientSums(
        x,
        mean,
        dy,
        first,
        first + positions,
        gradients.beta(scratch),
        ofGamma,
        gradients.betaAt(sample),
        at);
    for (int c = 0; c < channels; c++) {
      ofGamma[at + c] *= factors[sample * groups + c / width];
    }
  }

  /** The gradient with respect to the input, from a sample's sums. */
  private void input(NormGradients gradients, int sample, Matrix dy, Matrix dx, Scratch scratch) {
    float[] scale = slot(scratch, SCALE);
    float[] slope = slot(scratch, SLOPE);
    float[] offset = slot(scratch, OFFSET);
    float[] sums = gradients.beta(scratch);
    float[] products = gradients.gamma(scratch);
    int sumsAt = gradients.betaAt(sample);
    int productsAt = gradients.gammaAt(sample);
    double count = (double) width * positions;
    for (int group = 0; group < groups; group++) {
      float factor = factors[sample * groups + group];
      int first = group * width;
      int end = first + width;
      double sum = 0;
      double product = 0;
      for (int c = first; c < end; c++) {
        sum += (double) gamma[c] * sums[sumsAt + c];
        product += (double) gamma[c] * products[productsAt + c];
        scale[c] = gamma[c] * factor;
      }
      Arrays.fill(offset, first, end, (float) (-factor * sum / count));
      Arrays.fill(slope, first, end, (float) ((double) factor * factor * product / count));
    }
    int first = sample * positions;
    float[] mean = slot(scratch, MEAN);
    normalization.normalizeGradient(
        x, mean, scale, offset, slope, dy, dx, first, first + positions);
  }
}
