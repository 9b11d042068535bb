package dev.lanewise.train;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Gradient;
import dev.lanewise.nn.spi.Observation;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.nn.spi.UnitPass;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) over the last axis in plain loops: the smallest
 * layer that has state, and statistics of a whole batch.
 *
 * @param rate how far the state follows a batch
 */
public record WholeBatchNorm(float rate) implements Layer {
  static final double EPSILON = 1e-3;

  /** Channels of a part of the work between barriers: few, so that there are several parts. */
  private static final int BLOCK = 3;

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.channels();
    return List.of(
        Parameter.vector("gamma", channels, Initializer.constant(1), channels),
        Parameter.vector("beta", channels, Initializer.zeros(), channels),
        Parameter.state("mean", channels, Initializer.zeros()),
        Parameter.state("variance", channels, Initializer.constant(1)));
  }

  /** What the passes share. Statistics are those of the batch, or the state. */
  private static final class Memory {
    final int positions;
    final int channels;
    final Matrix x;
    final Matrix y;
    final float[] gamma;
    final float[] beta;
    final float[] mean;
    final float[] variance;

    Memory(Binding at, boolean ofBatch) {
      positions = at.inputShape(0).positions();
      channels = at.inputShape(0).channels();
      x = at.input().split(positions);
      y = at.output().split(positions);
      gamma = at.parameter("gamma").data();
      beta = at.parameter("beta").data();
      mean = ofBatch ? new float[channels] : at.parameter("mean").data();
      variance = ofBatch ? new float[channels] : at.parameter("variance").data();
    }

    float deviation(int channel) {
      return (float) Math.sqrt(variance[channel] + EPSILON);
    }

    float normal(int row, int channel) {
      return (x.data()[x.row(row) + channel] - mean[channel]) / deviation(channel);
    }

    RowPass normalise() {
      return (from, to, scratch) -> {
        for (int row = from * positions; row < to * positions; row++) {
          for (int c = 0; c < channels; c++) {
            y.data()[y.row(row) + c] = gamma[c] * normal(row, c) + beta[c];
          }
        }
      };
    }

    /** Mean and variance of a channel, over all samples in their order. */
    void measure(int channel, int rows) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += x.data()[x.row(row) + channel];
      }
      double squares = 0;
      for (int row = 0; row < rows; row++) {
        double distance = x.data()[x.row(row) + channel] - sum / rows;
        squares += distance * distance;
      }
      mean[channel] = (float) (sum / rows);
      variance[channel] = (float) (squares / rows);
    }
  }

  /** Work on each channel, some in a part. */
  private record Channels(int channels, ChannelWork work) implements UnitPass {
    interface ChannelWork {
      void run(int channel, int samples);
    }

    @Override
    public int parts() {
      return Math.ceilDiv(channels, BLOCK);
    }

    @Override
    public void run(int part, int samples, Scratch scratch) {
      for (int c = part * BLOCK; c < Math.min((part + 1) * BLOCK, channels); c++) {
        work.run(c, samples);
      }
    }
  }

  @Override
  public RowPass inference(Binding at) {
    return new Memory(at, false).normalise();
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Memory m = new Memory(at, !at.asInInference());
    TrainingPasses passes =
        at.asInInference()
            ? TrainingPasses.of(m.normalise(), backward(at, m, (row, c) -> 0))
            : wholeBatch(at, m);
    return passes
        .withGradient("gamma", gradient(at, m, "gamma"))
        .withGradient("beta", gradient(at, m, "beta"));
  }

  private TrainingPasses wholeBatch(TrainingBinding at, Memory m) {
    Matrix dy = at.outputGradient().split(m.positions);
    float[] meanGradient = new float[m.channels];
    float[] meanProduct = new float[m.channels];
    UnitPass forward =
        new Channels(m.channels, (c, samples) -> m.measure(c, samples * m.positions));
    UnitPass backward =
        new Channels(
            m.channels,
            (c, samples) -> {
              double sum = 0;
              double product = 0;
              for (int row = 0; row < samples * m.positions; row++) {
                sum += dy.data()[dy.row(row) + c];
                product += (double) dy.data()[dy.row(row) + c] * m.normal(row, c);
              }
              meanGradient[c] = (float) (sum / (samples * m.positions));
              meanProduct[c] = (float) (product / (samples * m.positions));
            });
    RowPass apply =
        backward(at, m, (row, c) -> meanGradient[c] + m.normal(row, c) * meanProduct[c]);
    return TrainingPasses.of(List.of(forward, m.normalise()), List.of(backward, apply))
        .withObservations(
            new Observation("mean", m.mean, rate), new Observation("variance", m.variance, rate));
  }

  /** What the statistics take from the gradient, since they depend on the row, too. */
  private interface Share {
    float of(int row, int channel);
  }

  private static RowPass backward(TrainingBinding at, Memory m, Share share) {
    if (at.inputGradient().isEmpty()) {
      return RowPass.nothing();
    }
    Matrix dy = at.outputGradient().split(m.positions);
    Matrix dx = at.inputGradient().get().split(m.positions);
    return (from, to, scratch) -> {
      for (int row = from * m.positions; row < to * m.positions; row++) {
        for (int c = 0; c < m.channels; c++) {
          float g = dy.data()[dy.row(row) + c] - share.of(row, c);
          dx.data()[dx.row(row) + c] = m.gamma[c] / m.deviation(c) * g;
        }
      }
    };
  }

  private static Gradient gradient(TrainingBinding at, Memory m, String parameter) {
    Matrix dy = at.outputGradient().split(m.positions);
    List<Slice> parts = at.parts(parameter);
    boolean scaled = parameter.equals("gamma");
    return new Gradient() {
      @Override
      public int terms(int samples) {
        return samples * m.positions;
      }

      @Override
      public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
        Slice slice = parts.get(part);
        java.util.Arrays.fill(gradient, at, at + slice.end() - slice.begin(), 0);
        for (int row = from; row < to; row++) {
          for (int i = 0; i < slice.columns(); i++) {
            int c = slice.firstColumn() + i;
            float g = dy.data()[dy.row(row) + c];
            gradient[at + i] += scaled ? g * m.normal(row, c) : g;
          }
        }
      }
    };
  }
}
