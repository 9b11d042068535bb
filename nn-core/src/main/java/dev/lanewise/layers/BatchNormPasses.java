package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Normalization;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Gradient;
import dev.lanewise.nn.spi.Observation;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.nn.spi.UnitPass;
import java.util.Arrays;
import java.util.List;

/**
 * {@link BatchNorm} with the statistics of a batch. Forward: moments of each sample, joined for all
 * of them, applied. Backward: sums of each sample, joined, applied.
 */
final class BatchNormPasses {
  /** Channels of a part of what is joined. */
  private static final int BLOCK = 16;

  private final TrainingBinding at;
  private final Normalization normalization;
  private final int positions;
  private final int channels;
  private final float rate;
  private final float epsilon;
  private final Matrix x;
  private final float[] gamma;

  /** One row a sample: means, then sums of squares; backward, sums and then products. */
  private final Matrix moments;

  private final float[] mean;
  private final float[] variance;
  private final float[] unbiased;
  private final float[] scale;
  private final float[] offset;
  private final float[] slope;
  private final float[] gammaGradient;
  private final float[] betaGradient;

  BatchNormPasses(TrainingBinding at, float rate, float epsilon) {
    this.at = at;
    this.rate = rate;
    this.epsilon = epsilon;
    normalization = at.kernels().normalization();
    positions = at.inputShape(0).positions();
    channels = at.inputShape(0).channels();
    x = at.input().split(positions);
    gamma = at.parameter(BatchNorm.GAMMA).data();
    moments = at.workspace(Shape.of(2, channels));
    mean = Zeros.vector(channels);
    variance = Zeros.vector(channels);
    unbiased = Zeros.vector(channels);
    scale = Zeros.vector(channels);
    offset = Zeros.vector(channels);
    slope = Zeros.vector(channels);
    gammaGradient = Zeros.vector(channels);
    betaGradient = Zeros.vector(channels);
  }

  TrainingPasses passes() {
    Matrix y = at.output().split(positions);
    float[] beta = at.parameter(BatchNorm.BETA).data();
    RowPass apply =
        (from, to, scratch) ->
            normalization.normalize(x, mean, scale, beta, y, from * positions, to * positions);
    List<Pass> forward = List.of(measure(), new Joined(this::joinMoments), apply);
    List<Pass> backward = List.of(sums(), new Joined(this::joinSums), applyGradient());
    TrainingPasses passes =
        TrainingPasses.of(forward, backward)
            .withObservations(
                new Observation(BatchNorm.MEAN, mean, rate),
                new Observation(BatchNorm.VARIANCE, unbiased, rate));
    if (at.trains(BatchNorm.GAMMA)) {
      passes = passes.withGradient(BatchNorm.GAMMA, gradient(BatchNorm.GAMMA, gammaGradient));
    }
    return at.trains(BatchNorm.BETA)
        ? passes.withGradient(BatchNorm.BETA, gradient(BatchNorm.BETA, betaGradient))
        : passes;
  }

  private RowPass measure() {
    return (from, to, scratch) -> {
      for (int sample = from; sample < to; sample++) {
        int first = sample * positions;
        float[] data = moments.data();
        int row = moments.row(sample);
        normalization.moments(x, first, first + positions, data, data, row, row + channels);
      }
    };
  }

  /** What is done for a channel with all samples. */
  private interface OfChannel {
    void run(int channel, int samples);
  }

  /** Some channels at a time. */
  private final class Joined implements UnitPass {
    private final OfChannel work;

    Joined(OfChannel work) {
      this.work = work;
    }

    @Override
    public int parts() {
      return Math.ceilDiv(channels, BLOCK);
    }

    @Override
    public void run(int part, int samples, Scratch scratch) {
      int end = Math.min((part + 1) * BLOCK, channels);
      for (int channel = part * BLOCK; channel < end; channel++) {
        work.run(channel, samples);
      }
    }
  }

  private void joinMoments(int channel, int samples) {
    double center = 0;
    double squares = 0;
    for (int sample = 0; sample < samples; sample++) {
      int row = moments.row(sample) + channel;
      double distance = moments.data()[row] - center;
      double before = (double) sample * positions;
      double all = before + positions;
      center += distance * (positions / all);
      squares += moments.data()[row + channels] + distance * distance * (before * positions / all);
    }
    double count = (double) samples * positions;
    mean[channel] = (float) center;
    variance[channel] = (float) (squares / count);
    unbiased[channel] = (float) (squares / Math.max(1, count - 1));
    scale[channel] = RunningNorm.scale(gamma[channel], variance[channel], epsilon);
  }

  private RowPass sums() {
    Matrix dy = at.outputGradient().split(positions);
    return (from, to, scratch) -> {
      for (int sample = from; sample < to; sample++) {
        int first = sample * positions;
        float[] data = moments.data();
        int row = moments.row(sample);
        normalization.gradientSums(
            x, mean, dy, first, first + positions, data, data, row, row + channels);
      }
    };
  }

  private void joinSums(int channel, int samples) {
    double sum = 0;
    double product = 0;
    for (int sample = 0; sample < samples; sample++) {
      int row = moments.row(sample) + channel;
      sum += moments.data()[row];
      product += moments.data()[row + channels];
    }
    double count = (double) samples * positions;
    double power = (double) variance[channel] + epsilon;
    betaGradient[channel] = (float) sum;
    gammaGradient[channel] = (float) (product / Math.sqrt(power));
    offset[channel] = (float) (-scale[channel] * sum / count);
    slope[channel] = (float) (scale[channel] * product / (power * count));
  }

  private RowPass applyGradient() {
    if (at.inputGradient().isEmpty()) {
      return RowPass.nothing();
    }
    Matrix dy = at.outputGradient().split(positions);
    Matrix dx = at.inputGradient().get().split(positions);
    return (from, to, scratch) ->
        normalization.normalizeGradient(
            x, mean, scale, offset, slope, dy, dx, from * positions, to * positions);
  }

  /** A gradient that is known when the passes have run. */
  private Gradient gradient(String parameter, float[] known) {
    var parts = at.parts(parameter);
    return new Gradient() {
      @Override
      public int terms(int samples) {
        return 1;
      }

      @Override
      public void compute(int part, int from, int to, float[] gradient, int out, Scratch scratch) {
        int begin = parts.get(part).begin();
        int length = parts.get(part).end() - begin;
        int used = Math.min(length, channels - begin);
        System.arraycopy(known, begin, gradient, out, used);
        Arrays.fill(gradient, out + used, out + length, 0);
      }
    };
  }
}
