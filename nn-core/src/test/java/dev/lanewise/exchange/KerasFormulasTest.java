package dev.lanewise.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keras' formulas in double, on arrays as Keras has them, give what our layers give. */
class KerasFormulasTest {
  private static final int TIME = 4;
  private static final int FEATURES = 4;
  private static final int UNITS = 2;
  private static final int HEADS = 2;

  private final Random random = new Random(5);
  private final double[][] x = new double[TIME][FEATURES];
  private Map<String, NamedArray> arrays = Map.of();

  /** Compares a layer of random weights, its biases random, too, with a formula. */
  private void assertSame(Layer layer, Function<KerasFormulasTest, double[][]> formula) {
    Network network = Network.of(Shape.of(TIME, FEATURES), layer);
    List<NamedArray> random = new ArrayList<>();
    for (NamedArray each : Library.KERAS.arrays(network.initialize(1))) {
      random.add(new NamedArray(each.name(), each.shape(), numbers(each.values().length)));
    }
    arrays = random.stream().collect(Collectors.toMap(NamedArray::name, Function.identity()));
    Model model = Library.KERAS.model(network, random);
    float[] input = numbers(TIME * FEATURES);
    for (int i = 0; i < input.length; i++) {
      x[i / FEATURES][i % FEATURES] = input[i];
    }
    double[][] expected = formula.apply(this);
    float[] actual = Predictor.of(model).predict(input);
    int width = actual.length / TIME;
    for (int t = 0; t < TIME; t++) {
      double[] row = new double[width];
      for (int i = 0; i < width; i++) {
        row[i] = actual[t * width + i];
      }
      assertArrayEquals(expected[t], row, 1e-6, () -> layer.toString());
    }
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat(-1, 1);
    }
    return numbers;
  }

  /** An element of an array by its indices. */
  private double at(String name, int... indices) {
    NamedArray array = Objects.requireNonNull(arrays.get("0/" + name), name);
    int place = 0;
    for (int i = 0; i < indices.length; i++) {
      place = place * array.shape().get(i) + indices[i];
    }
    return array.values()[place];
  }

  /** {@code values @ array[:, column]}. */
  private double product(double[] values, String name, int column) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * at(name, i, column);
    }
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  @Test
  void simpleRnn() {
    SimpleRnn sigmoid = new SimpleRnn(new Recurrence(UNITS), Activation.SIGMOID);
    assertSame(sigmoid, KerasFormulasTest::simple);
  }

  private double[][] simple() {
    double[] h = new double[UNITS];
    double[][] all = new double[TIME][];
    for (int t = 0; t < TIME; t++) {
      double[] next = new double[UNITS];
      for (int u = 0; u < UNITS; u++) {
        next[u] = sigmoid(sum(t, h, "simple_rnn_cell/", u));
      }
      h = next;
      all[t] = h;
    }
    return all;
  }

  private double sum(int t, double[] h, String cell, int column) {
    return product(x[t], cell + "kernel", column)
        + product(h, cell + "recurrent_kernel", column)
        + at(cell + "bias", column);
  }

  /** Columns of i, f, c, o. */
  @Test
  void lstm() {
    assertSame(new Lstm(UNITS), KerasFormulasTest::longShort);
  }

  private double[][] longShort() {
    double[] h = new double[UNITS];
    double[] c = new double[UNITS];
    double[][] all = new double[TIME][];
    for (int t = 0; t < TIME; t++) {
      double[] next = new double[UNITS];
      for (int u = 0; u < UNITS; u++) {
        double i = sigmoid(sum(t, h, "lstm_cell/", u));
        double f = sigmoid(sum(t, h, "lstm_cell/", UNITS + u));
        double g = Math.tanh(sum(t, h, "lstm_cell/", 2 * UNITS + u));
        double o = sigmoid(sum(t, h, "lstm_cell/", 3 * UNITS + u));
        c[u] = f * c[u] + i * g;
        next[u] = o * Math.tanh(c[u]);
      }
      h = next;
      all[t] = h;
    }
    return all;
  }

  /** Columns of z, r, h. */
  @Test
  void gru() {
    assertSame(new Gru(UNITS), each -> each.gated(true));
    assertSame(new Gru(UNITS).withResetBefore(), each -> each.gated(false));
  }

  private double input(int t, boolean after, int column) {
    double bias = after ? at("gru_cell/bias", 0, column) : at("gru_cell/bias", column);
    return product(x[t], "gru_cell/kernel", column) + bias;
  }

  private double recurrent(double[] h, boolean after, int column) {
    double bias = after ? at("gru_cell/bias", 1, column) : 0;
    return product(h, "gru_cell/recurrent_kernel", column) + bias;
  }

  private double[][] gated(boolean after) {
    double[] h = new double[UNITS];
    double[][] all = new double[TIME][];
    for (int t = 0; t < TIME; t++) {
      double[] z = new double[UNITS];
      double[] r = new double[UNITS];
      double[] reset = new double[UNITS];
      for (int u = 0; u < UNITS; u++) {
        z[u] = sigmoid(input(t, after, u) + recurrent(h, after, u));
        r[u] = sigmoid(input(t, after, UNITS + u) + recurrent(h, after, UNITS + u));
        reset[u] = r[u] * h[u];
      }
      double[] next = new double[UNITS];
      for (int u = 0; u < UNITS; u++) {
        int column = 2 * UNITS + u;
        double inner = after ? r[u] * recurrent(h, true, column) : recurrent(reset, false, column);
        double candidate = Math.tanh(input(t, after, column) + inner);
        next[u] = z[u] * h[u] + (1 - z[u]) * candidate;
      }
      h = next;
      all[t] = h;
    }
    return all;
  }

  @Test
  void attention() {
    assertSame(new MultiHeadAttention(HEADS), KerasFormulasTest::heard);
  }

  private double projected(String of, int t, int head, int i) {
    double sum = at(of + "/bias", head, i);
    for (int c = 0; c < FEATURES; c++) {
      sum += x[t][c] * at(of + "/kernel", c, head, i);
    }
    return sum;
  }

  private double[][] heard() {
    int size = FEATURES / HEADS;
    double[][] all = new double[TIME][FEATURES];
    for (int t = 0; t < TIME; t++) {
      for (int c = 0; c < FEATURES; c++) {
        all[t][c] = at("attention_output/bias", c);
      }
      for (int head = 0; head < HEADS; head++) {
        double[] weights = new double[TIME];
        double total = 0;
        for (int s = 0; s < TIME; s++) {
          double score = 0;
          for (int i = 0; i < size; i++) {
            score += projected("query", t, head, i) * projected("key", s, head, i);
          }
          weights[s] = Math.exp(score / Math.sqrt(size));
          total += weights[s];
        }
        for (int i = 0; i < size; i++) {
          double value = 0;
          for (int s = 0; s < TIME; s++) {
            value += weights[s] / total * projected("value", s, head, i);
          }
          for (int c = 0; c < FEATURES; c++) {
            all[t][c] += value * at("attention_output/kernel", head, i, c);
          }
        }
      }
    }
    return all;
  }
}
