package dev.lanewise.explain;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A chain of dense layers, computed in double as one would write it down. */
record Chain(Model model, int layers, DoubleUnaryOperator function) {

  /** Sizes of inputs, hidden layers and outputs. */
  static Chain of(Activation activation, DoubleUnaryOperator function, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.length; i++) {
      layers.add(new Dense(sizes[i], i + 1 < sizes.length ? activation : Activation.IDENTITY));
    }
    Model fresh = Network.of(Shape.of(sizes[0]), layers).initialize(7);
    float[][] values = new float[fresh.network().parameters().size()][];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = fresh.values(i);
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] += 0.1f * (float) random.nextGaussian();
      }
    }
    return new Chain(new Model(fresh.network(), values), layers.size(), function);
  }

  static float[] sample(int size, long seed) {
    Random random = new Random(seed);
    float[] sample = new float[size];
    for (int i = 0; i < size; i++) {
      sample[i] = (float) random.nextGaussian();
    }
    return sample;
  }

  double score(double[] x, int output) {
    double[] values = x;
    for (int l = 0; l < layers; l++) {
      float[] w = model.values(l + ".weight");
      float[] b = model.values(l + ".bias");
      double[] next = new double[b.length];
      for (int u = 0; u < next.length; u++) {
        next[u] = b[u];
        for (int f = 0; f < values.length; f++) {
          next[u] += values[f] * w[f * next.length + u];
        }
        next[u] = l + 1 < layers ? function.applyAsDouble(next[u]) : next[u];
      }
      values = next;
    }
    return values[output];
  }

  double score(float[] x, int output) {
    return score(toDouble(x), output);
  }

  /** By central differences. */
  double gradient(double[] x, int input, int output) {
    double step = 1e-5;
    double[] up = x.clone();
    double[] down = x.clone();
    up[input] += step;
    down[input] -= step;
    return (score(up, output) - score(down, output)) / (2 * step);
  }

  static double[] toDouble(float[] x) {
    double[] doubles = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      doubles[i] = x[i];
    }
    return doubles;
  }
}
