package dev.lanewise.train;

import dev.lanewise.Activation;
import dev.lanewise.DoubleActivation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.SimpleRnn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Layers of sequences in double, a sample at a time, from the formulas of the literature. */
final class DoubleSequences {

  private DoubleSequences() {}

  /**
   * A recurrent layer.
   *
   * @param sequence the sample
   * @param length its valid steps
   * @param initial the state to begin with, empty for zeros
   */
  static double[] recurrent(
      RecurrentLayer layer,
      Shape shape,
      Map<String, double[]> parameters,
      String owner,
      double[] sequence,
      int length,
      double[] initial) {
    Recurrence of = layer.recurrence();
    int units = of.units();
    int steps = shape.dimensions().getFirst();
    int features = shape.channels();
    int directions = of.direction() == Direction.BOTH ? 2 : 1;
    int size = units * layer.states();
    double[][] outputs = new double[steps][units * directions];
    List<double[]> states = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      String suffix = d == 1 ? "_reverse" : "";
      double[] state =
          initial.length == 0
              ? new double[size]
              : Arrays.copyOfRange(initial, d * size, (d + 1) * size);
      boolean reverse = of.direction() == Direction.REVERSE || d == 1;
      for (int k = 0; k < length; k++) {
        int t = reverse ? length - 1 - k : k;
        double[] x = Arrays.copyOfRange(sequence, t * features, (t + 1) * features);
        state = step(layer, parameters, owner, suffix, x, state, units);
        System.arraycopy(state, 0, outputs[t], d * units, units);
      }
      states.add(state);
    }
    return switch (of.output()) {
      case SEQUENCE -> joined(Arrays.asList(outputs));
      case LAST -> joined(states.stream().map(s -> Arrays.copyOf(s, units)).toList());
      case STATE -> joined(states);
    };
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] step(
      RecurrentLayer layer,
      Map<String, double[]> parameters,
      String owner,
      String suffix,
      double[] x,
      double[] state,
      int units) {
    double[] h = Arrays.copyOf(state, units);
    double[] in = affine(parameters, owner + ".weight" + suffix, owner + ".bias" + suffix, x);
    String weight = owner + ".recurrent_weight" + suffix;
    String bias = owner + ".recurrent_bias" + suffix;
    double[] of = affine(parameters, weight, bias, h);
    return switch (layer) {
      case SimpleRnn rnn -> {
        double[] next = new double[units];
        for (int u = 0; u < units; u++) {
          next[u] = DoubleActivation.value(rnn.activation(), in[u] + of[u]);
        }
        yield next;
      }
      case Lstm lstm -> {
        double[] next = new double[2 * units];
        for (int u = 0; u < units; u++) {
          double i = sigmoid(in[u] + of[u]);
          double f = sigmoid(in[units + u] + of[units + u]);
          double g = Math.tanh(in[2 * units + u] + of[2 * units + u]);
          double o = sigmoid(in[3 * units + u] + of[3 * units + u]);
          next[units + u] = f * state[units + u] + i * g;
          next[u] = o * Math.tanh(next[units + u]);
        }
        yield next;
      }
      case Gru gru -> {
        double[] reset = new double[units];
        for (int u = 0; u < units; u++) {
          reset[u] = sigmoid(in[u] + of[u]) * h[u];
        }
        double[] before = affine(parameters, weight, bias, reset);
        double[] next = new double[units];
        for (int u = 0; u < units; u++) {
          double r = sigmoid(in[u] + of[u]);
          double z = sigmoid(in[units + u] + of[units + u]);
          double more = gru.resetAfter() ? r * of[2 * units + u] : before[2 * units + u];
          double n = Math.tanh(in[2 * units + u] + more);
          next[u] = (1 - z) * n + z * h[u];
        }
        yield next;
      }
    };
  }

  private static double sigmoid(double x) {
    return DoubleActivation.value(Activation.SIGMOID, x);
  }

  static double[] logits(double[] weight, double[] x) {
    double[] y = new double[weight.length / x.length];
    for (int token = 0; token < y.length; token++) {
      for (int c = 0; c < x.length; c++) {
        y[token] += x[c] * weight[token * x.length + c];
      }
    }
    return y;
  }

  static double[] added(double[] x, double[] more) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] += more[i];
    }
    return y;
  }

  static double[] waves(double[] x, Shape shape) {
    int channels = shape.channels();
    double[] waves = new double[x.length];
    for (int t = 0; t < shape.positions(); t++) {
      for (int i = 0; 2 * i < channels; i++) {
        double angle = t / Math.pow(10000, 2.0 * i / channels);
        waves[t * channels + 2 * i] = Math.sin(angle);
        if (2 * i + 1 < channels) {
          waves[t * channels + 2 * i + 1] = Math.cos(angle);
        }
      }
    }
    return added(x, waves);
  }

  static double[] rms(double[] x, double[] gamma, double epsilon) {
    double[] y = x.clone();
    int n = gamma.length;
    for (int first = 0; first < x.length; first += n) {
      double mean = Arrays.stream(x, first, first + n).map(v -> v * v).average().orElseThrow();
      for (int c = 0; c < n; c++) {
        y[first + c] = gamma[c] * x[first + c] / Math.sqrt(mean + epsilon);
      }
    }
    return y;
  }

  static double[] pooled(PoolOverTime pool, Shape shape, double[] x, int length) {
    int n = shape.channels();
    int steps = Math.min(length, shape.positions());
    double[] y = new double[n];
    for (int c = 0; c < n; c++) {
      double[] all = new double[steps];
      for (int t = 0; t < steps; t++) {
        all[t] = x[t * n + c];
      }
      y[c] =
          switch (pool.kind()) {
            case AVERAGE -> Arrays.stream(all).average().orElseThrow();
            case MAX -> Arrays.stream(all).max().orElseThrow();
            case LAST -> all[steps - 1];
          };
    }
    return y;
  }

  static double[] repeated(double[] x, int times) {
    return joined(java.util.Collections.nCopies(times, x));
  }

  static double[] reversed(Shape shape, double[] x, int length) {
    int n = shape.channels();
    int steps = Math.min(length, shape.positions());
    double[] y = new double[x.length];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(x, t * n, y, (steps - 1 - t) * n, n);
    }
    return y;
  }

  static double[] attention(
      MultiHeadAttention layer,
      List<Shape> inputs,
      Map<String, double[]> parameters,
      String owner,
      double[] x,
      double[] memory,
      int length) {
    int channels = inputs.getFirst().channels();
    int size = channels / layer.heads();
    int steps = inputs.getFirst().positions();
    int others = inputs.get(layer.memory() ? 1 : 0).positions();
    double[][] q = projected(parameters, owner, "query", x, steps);
    double[][] k = projected(parameters, owner, "key", memory, others);
    double[][] v = projected(parameters, owner, "value", memory, others);
    double[][] heard = new double[steps][channels];
    for (int head = 0; head < layer.heads(); head++) {
      for (int i = 0; i < steps; i++) {
        int seen = Math.min(length, layer.causal() ? i + 1 : others);
        if (layer.causal() && i >= length) {
          continue;
        }
        double[] scores = new double[seen];
        for (int j = 0; j < seen; j++) {
          for (int c = head * size; c < (head + 1) * size; c++) {
            scores[j] += q[i][c] * k[j][c] / Math.sqrt(size);
          }
        }
        double[] p = DoubleNetwork.softmax(scores);
        for (int j = 0; j < seen; j++) {
          for (int c = head * size; c < (head + 1) * size; c++) {
            heard[i][c] += p[j] * v[j][c];
          }
        }
      }
    }
    return joined(
        Arrays.asList(projected(parameters, owner, "output", joined(Arrays.asList(heard)), steps)));
  }

  private static double[][] projected(
      Map<String, double[]> parameters, String owner, String of, double[] x, int steps) {
    int n = x.length / steps;
    double[][] y = new double[steps][];
    for (int t = 0; t < steps; t++) {
      double[] in = Arrays.copyOfRange(x, t * n, (t + 1) * n);
      y[t] = affine(parameters, owner + "." + of + "_weight", owner + "." + of + "_bias", in);
    }
    return y;
  }

  static double[] affine(Map<String, double[]> parameters, String weight, String bias, double[] x) {
    double[] w = DoubleGraph.of(parameters, weight);
    double[] y = DoubleGraph.of(parameters, bias).clone();
    for (int i = 0; i < x.length; i++) {
      for (int u = 0; u < y.length; u++) {
        y[u] += x[i] * w[i * y.length + u];
      }
    }
    return y;
  }
}
