package dev.lanewise.train;

import dev.lanewise.Activation;
import dev.lanewise.DoubleActivation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.AveragePool2d;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Crop2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.GlobalMaxPool;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.MaxPool1d;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.RepeatVector;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.ReverseTime;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SinusoidalPositions;
import dev.lanewise.layers.Softmax;
import dev.lanewise.layers.SpatialDropout;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.layers.UpSample2d;
import dev.lanewise.layers.ZeroPad2d;
import dev.lanewise.nn.Add;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Multiply;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Graphs in double, a whole batch at a time and node by node, written for clarity from the
 * literature and not from the library's code.
 */
final class DoubleGraph {
  private final Network network;
  private final Set<String> asInInference;

  /**
   * A network.
   *
   * @param asInInference the nodes that use their state in training, too
   */
  DoubleGraph(Network network, Set<String> asInInference) {
    this.network = network;
    this.asInInference = asInInference;
  }

  /**
   * The values of all inputs and nodes for the samples of a batch.
   *
   * @param parameters by their full names
   * @param samples the values of all inputs, one behind the other
   */
  Map<String, double[][]> values(
      Map<String, double[]> parameters, double[][] samples, boolean training) {
    Map<String, double[][]> values = new HashMap<>();
    int from = 0;
    for (Input input : network.inputs()) {
      int at = from;
      int to = from + input.shape().size();
      values.put(
          input.name(), rows(samples.length, row -> Arrays.copyOfRange(samples[row], at, to)));
      from = to;
    }
    for (Place place : network.places()) {
      List<double[][]> read = place.node().from().stream().map(name -> of(values, name)).toList();
      values.put(place.node().name(), node(place, parameters, read, training));
    }
    return values;
  }

  static <T> T of(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private double[][] node(
      Place place, Map<String, double[]> parameters, List<double[][]> read, boolean training) {
    String owner = place.node().sharesWith().orElse(place.node().name());
    double[][] x = read.getFirst();
    int positions = place.input().positions();
    return switch (place.operation()) {
      case Dense dense ->
          positions(
              x,
              positions,
              each ->
                  dense(
                      dense,
                      of(parameters, owner + ".weight"),
                      of(parameters, owner + ".bias"),
                      each));
      case Activate(Activation f) -> rows(x.length, row -> map(f, x[row]));
      case Softmax() -> positions(x, positions, DoubleNetwork::softmax);
      case Flatten() -> x;
      case Conv2d conv ->
          rows(
              x.length,
              row ->
                  DoubleImages.convolution(
                      conv,
                      place.input(),
                      place.output(),
                      of(parameters, owner + ".weight"),
                      conv.bias() ? of(parameters, owner + ".bias") : new double[0],
                      x[row]));
      case MaxPool2d pool ->
          rows(x.length, row -> DoubleImages.maximum(pool, place.input(), place.output(), x[row]));
      case AveragePool2d pool ->
          rows(x.length, row -> DoubleImages.average(pool, place.input(), place.output(), x[row]));
      case Conv1d conv ->
          rows(
              x.length,
              row ->
                  DoubleWindows.convolution(
                      conv,
                      place.input(),
                      place.output(),
                      of(parameters, owner + ".weight"),
                      conv.bias() ? of(parameters, owner + ".bias") : new double[0],
                      x[row]));
      case ConvTranspose2d conv ->
          rows(
              x.length,
              row ->
                  DoubleWindows.transposed(
                      conv,
                      place.input(),
                      place.output(),
                      of(parameters, owner + ".weight"),
                      conv.bias() ? of(parameters, owner + ".bias") : new double[0],
                      x[row]));
      case MaxPool1d pool ->
          rows(x.length, row -> DoubleWindows.maximum(pool, place.input(), place.output(), x[row]));
      case AveragePool1d pool ->
          rows(x.length, row -> DoubleWindows.average(pool, place.input(), place.output(), x[row]));
      case GlobalAveragePool() ->
          rows(x.length, row -> DoubleImages.global(place.input(), x[row], true));
      case GlobalMaxPool() ->
          rows(x.length, row -> DoubleImages.global(place.input(), x[row], false));
      case Reshape reshape -> x;
      case Permute permute ->
          rows(
              x.length,
              row -> DoubleImages.permuted(permute.axes(), place.input(), place.output(), x[row]));
      case ZeroPad2d pad ->
          rows(
              x.length,
              row ->
                  DoubleImages.moved(
                      place.input(), place.output(), -pad.top(), -pad.left(), x[row]));
      case Crop2d crop ->
          rows(
              x.length,
              row ->
                  DoubleImages.moved(
                      place.input(), place.output(), crop.top(), crop.left(), x[row]));
      case UpSample2d larger ->
          rows(x.length, row -> DoubleImages.larger(larger, place.input(), place.output(), x[row]));
      case LayerNorm norm ->
          rows(
              x.length,
              row ->
                  scaled(
                      DoubleImages.normal(x[row], place.input(), 1, true, norm.epsilon()),
                      owner,
                      parameters));
      case GroupNorm norm ->
          rows(
              x.length,
              row ->
                  scaled(
                      DoubleImages.normal(
                          x[row], place.input(), norm.groups(), false, norm.epsilon()),
                      owner,
                      parameters));
      case Embedding embedding ->
          positions(x, place.input().size(), token -> vector(embedding, parameters, owner, token));
      case Unembedding logits ->
          positions(
              x,
              positions,
              each -> DoubleSequences.logits(of(parameters, owner + ".weight"), each));
      case LearnedPositions known ->
          rows(x.length, row -> DoubleSequences.added(x[row], of(parameters, owner + ".weight")));
      case SinusoidalPositions() ->
          rows(x.length, row -> DoubleSequences.waves(x[row], place.input()));
      case RmsNorm norm ->
          rows(
              x.length,
              row -> DoubleSequences.rms(x[row], of(parameters, owner + ".gamma"), norm.epsilon()));
      case PoolOverTime pool ->
          rows(
              x.length,
              row -> DoubleSequences.pooled(pool, place.input(), x[row], length(read, 1, row)));
      case RepeatVector(int times) ->
          rows(x.length, row -> DoubleSequences.repeated(x[row], times));
      case ReverseTime() ->
          rows(
              x.length,
              row -> DoubleSequences.reversed(place.input(), x[row], length(read, 1, row)));
      case MultiHeadAttention attention ->
          rows(
              x.length,
              row ->
                  DoubleSequences.attention(
                      attention,
                      place.inputs(),
                      parameters,
                      owner,
                      x[row],
                      read.get(attention.memory() ? 1 : 0)[row],
                      attention.lengths() ? (int) read.getLast()[row][0] : Integer.MAX_VALUE));
      case RecurrentLayer layer ->
          rows(
              x.length,
              row ->
                  DoubleSequences.recurrent(
                      layer,
                      place.input(),
                      parameters,
                      owner,
                      x[row],
                      layer.recurrence().lengths()
                          ? (int) read.get(1)[row][0]
                          : place.input().dimensions().getFirst(),
                      layer.recurrence().initialState() ? read.getLast()[row] : new double[0]));
      case Dropout(float rate) -> training ? dropped(place, rate, x, 1) : x;
      case SpatialDropout(float rate) -> training ? dropped(place, rate, x, positions) : x;
      case Add() -> joined(read, (a, b) -> a + b);
      case Multiply() -> joined(read, (a, b) -> a * b);
      case Concatenate() -> concatenated(read, place.inputs());
      case BatchNorm norm ->
          normalised(
              x,
              place.input(),
              owner,
              parameters,
              norm.epsilon(),
              training && !asInInference.contains(place.node().name()));
      default -> throw new IllegalArgumentException(place.label());
    };
  }

  /** The length of a sample, if an input has it. */
  private static int length(List<double[][]> read, int input, int row) {
    return read.size() > input ? (int) read.get(input)[row][0] : Integer.MAX_VALUE;
  }

  private static double[] vector(
      Embedding embedding, Map<String, double[]> parameters, String owner, double[] token) {
    int at = ((int) token[0]) * embedding.channels();
    return Arrays.copyOfRange(of(parameters, owner + ".weight"), at, at + embedding.channels());
  }

  private static double[][] rows(int count, IntFunction<double[]> row) {
    double[][] rows = new double[count][];
    Arrays.setAll(rows, row);
    return rows;
  }

  /** Masks depend on the trainer's seed, here 0, and on how many operations come before. */
  private double[][] dropped(Place place, float rate, double[][] x, int positions) {
    long before =
        network.places().stream()
            .limit(place.index())
            .filter(each -> !each.operation().isView())
            .count();
    DoubleNetwork masks = new DoubleNetwork(network, 0);
    return rows(
        x.length,
        row -> {
          double[] ones = new double[x[row].length / positions];
          Arrays.fill(ones, 1);
          double[] mask = masks.drop(rate, ones, (int) before, row);
          double[] y = x[row].clone();
          for (int i = 0; i < y.length; i++) {
            y[i] *= mask[i % mask.length];
          }
          return y;
        });
  }

  private interface OnChannels {
    double[] of(double[] x);
  }

  private static double[][] positions(double[][] x, int positions, OnChannels function) {
    return rows(
        x.length,
        row -> {
          int channels = x[row].length / positions;
          double[][] parts =
              rows(
                  positions,
                  p -> function.of(Arrays.copyOfRange(x[row], p * channels, (p + 1) * channels)));
          return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
        });
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

  private static double[][] joined(
      List<double[][]> read, java.util.function.DoubleBinaryOperator by) {
    double[][] y = rows(read.getFirst().length, row -> read.getFirst()[row].clone());
    for (double[][] next : read.subList(1, read.size())) {
      for (int row = 0; row < y.length; row++) {
        for (int i = 0; i < y[row].length; i++) {
          y[row][i] = by.applyAsDouble(y[row][i], next[row][i]);
        }
      }
    }
    return y;
  }

  private static double[][] concatenated(List<double[][]> read, List<Shape> shapes) {
    int positions = shapes.getFirst().positions();
    return rows(
        read.getFirst().length,
        row -> {
          double[] y = new double[shapes.stream().mapToInt(Shape::size).sum()];
          int at = 0;
          for (int p = 0; p < positions; p++) {
            for (int i = 0; i < shapes.size(); i++) {
              int channels = shapes.get(i).channels();
              System.arraycopy(read.get(i)[row], p * channels, y, at, channels);
              at += channels;
            }
          }
          return y;
        });
  }

  /** Mean and variance of a channel over a batch. */
  static double[] statistics(double[][] x, int channels, int channel) {
    double[] all =
        Arrays.stream(x)
            .flatMapToDouble(row ->
                java.util.stream.IntStream.range(0, row.length / channels)
                    .mapToDouble(p -> row[p * channels + channel]))
            .toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new double[] {mean, variance};
  }

  private static double[] scaled(double[] normal, String owner, Map<String, double[]> parameters) {
    double[] gamma = of(parameters, owner + ".gamma");
    double[] beta = of(parameters, owner + ".beta");
    double[] y = new double[normal.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = gamma[i % gamma.length] * normal[i] + beta[i % beta.length];
    }
    return y;
  }

  private static double[][] normalised(
      double[][] x,
      Shape shape,
      String owner,
      Map<String, double[]> parameters,
      double epsilon,
      boolean byBatch) {
    double[][] y = rows(x.length, row -> x[row].clone());
    int channels = shape.channels();
    for (int c = 0; c < channels; c++) {
      double[] known = {of(parameters, owner + ".mean")[c], of(parameters, owner + ".variance")[c]};
      double[] of = byBatch ? statistics(x, channels, c) : known;
      for (double[] row : y) {
        for (int i = c; i < row.length; i += channels) {
          double normal = (row[i] - of[0]) / Math.sqrt(of[1] + epsilon);
          row[i] =
              of(parameters, owner + ".gamma")[c] * normal + of(parameters, owner + ".beta")[c];
        }
      }
    }
    return y;
  }
}
