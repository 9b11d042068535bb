package dev.lanewise.train;

import dev.lanewise.Activation;
import dev.lanewise.DoubleActivation;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Operation;
import dev.lanewise.random.DropoutMask;
import dev.lanewise.random.NormalNumbers;
import dev.lanewise.random.Seeds;
import java.util.Arrays;

/** Networks in double, written for clarity from the literature and not from the library's code. */
final class DoubleNetwork {
  private final Network network;
  private final long seed;

  /**
   * A network.
   *
   * @param seed the trainer's, which decides the masks of dropout
   */
  DoubleNetwork(Network network, long seed) {
    this.network = network;
    this.seed = seed;
  }

  /** The output for a sample in the first step of training, where it is a row of the batch. */
  double[] train(double[][] parameters, double[] sample, int row) {
    return run(parameters, sample, row, true);
  }

  /** The output for a sample in inference. */
  double[] predict(double[][] parameters, double[] sample) {
    return run(parameters, sample, 0, false);
  }

  private double[] run(double[][] parameters, double[] sample, int row, boolean training) {
    double[] x = sample;
    int parameter = 0;
    for (int i = 0; i < network.places().size(); i++) {
      Operation layer = network.places().get(i).operation();
      switch (layer) {
        case Dense dense -> {
          x = dense(dense, parameters[parameter], parameters[parameter + 1], x);
          parameter += 2;
        }
        case Activate(Activation f) -> x = map(f, x);
        case Softmax() -> x = softmax(x);
        case Flatten() -> {}
        case Dropout(float rate) -> x = training ? drop(rate, x, i, row) : x;
        case GaussianDropout(float rate) -> x = training ? noisy(rate, x, i, row) : x;
        case GaussianNoise(float deviation) -> x = training ? noise(deviation, x, i, row) : x;
        default -> throw new IllegalArgumentException(layer.toString());
      }
    }
    return x;
  }

  private static double[] dense(Dense dense, double[] w, double[] b, double[] x) {
    double[] y = b.clone();
    for (int unit = 0; unit < y.length; unit++) {
      for (int i = 0; i < x.length; i++) {
        y[unit] += x[i] * w[i * y.length + unit];
      }
    }
    return map(dense.activation(), y);
  }

  private static double[] map(Activation f, double[] x) {
    return Arrays.stream(x).map(each -> DoubleActivation.value(f, each)).toArray();
  }

  static double[] softmax(double[] x) {
    double max = Arrays.stream(x).max().orElseThrow();
    double[] e = Arrays.stream(x).map(each -> Math.exp(each - max)).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(each -> each / sum).toArray();
  }

  private double[] noisy(float rate, double[] x, int layer, int row) {
    double[] n = noise((float) Math.sqrt(rate / (1.0 - rate)), new double[x.length], layer, row);
    double[] y = x.clone();
    for (int i = 0; i < x.length; i++) {
      y[i] *= 1 + n[i];
    }
    return y;
  }

  private double[] noise(float deviation, double[] x, int layer, int row) {
    int rowKey = DropoutMask.rowKey(Seeds.mix(Seeds.mix(seed, layer), 1), row);
    double[] y = x.clone();
    for (int i = 0; i < x.length; i++) {
      y[i] += (double) deviation * NormalNumbers.normal(rowKey, i);
    }
    return y;
  }

  double[] drop(float rate, double[] x, int layer, int row) {
    long key = Seeds.mix(Seeds.mix(seed, layer), 1);
    int rowKey = DropoutMask.rowKey(key, row);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      boolean kept = DropoutMask.random24(rowKey, i) >= rate * 0x1p24;
      y[i] = kept ? x[i] / (1 - (double) rate) : 0;
    }
    return y;
  }
}
