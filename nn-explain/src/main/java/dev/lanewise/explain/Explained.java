package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Probe;
import java.util.List;
import java.util.Optional;

/**
 * A model made ready to be explained: its scores and their gradients. What is explained is what the
 * last softmax or sigmoid, if there is one, is applied to, since the slope of a probability
 * vanishes where the model is sure. Layers compute what they compute in inference.
 *
 * <p>Belongs to one thread at a time.
 */
public final class Explained {
  /** Samples that go through the network together. */
  private static final int ROWS = 16;

  private final Model model;
  private final Probe probe;
  private final List<String> inputs;
  private final int columns;
  private final int outputs;

  /** An input that holds tokens, if there is one. */
  private final Optional<String> tokens;

  private Explained(Model model, List<String> looked, Optional<String> backend) {
    this.model = scores(model);
    Network network = this.model.network();
    inputs = network.inputs().stream().map(Input::name).toList();
    columns = network.inputs().stream().mapToInt(input -> input.shape().size()).sum();
    outputs = network.output().size();
    tokens =
        network.nodes().stream()
            .filter(node -> node.operation() instanceof Embedding)
            .map(node -> node.from().getFirst())
            .filter(inputs::contains)
            .findFirst();
    String[] names =
        looked.isEmpty() ? inputs.toArray(String[]::new) : looked.toArray(String[]::new);
    Probe.Builder builder = Probe.builder(this.model).gradients(names).rows(ROWS);
    probe = backend.map(builder::backend).orElse(builder).build();
  }

  private static Model scores(Model model) {
    LastFunction last = LastFunction.of(model.network());
    if (!last.isProbability()) {
      return model;
    }
    Network network = last.removedFrom(model.network(), 0);
    float[][] values = new float[network.parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.values(i);
    }
    return new Model(network, values);
  }

  /**
   * A model on the best backend.
   *
   * @throws dev.lanewise.UsageException if the network has several outputs
   */
  public static Explained of(Model model) {
    return new Explained(model, List.of(), Optional.empty());
  }

  /** A model on a chosen backend, such as {@code reference}. */
  public static Explained of(Model model, String backend) {
    return new Explained(model, List.of(), Optional.of(backend));
  }

  /** Looks at a layer instead of the inputs. */
  static Explained at(Model model, String layer) {
    return new Explained(model, List.of(layer), Optional.empty());
  }

  /** The model whose outputs are the scores. */
  public Model model() {
    return model;
  }

  /** The shape of the first input. */
  public Shape inputShape() {
    return model.network().inputs().getFirst().shape();
  }

  /** How many numbers a sample has: those of all inputs, one behind the other. */
  public int inputs() {
    return columns;
  }

  /** How many scores there are. */
  public int outputs() {
    return outputs;
  }

  /**
   * The scores of a sample.
   *
   * @throws ShapeException if it has another number of values than the network takes
   */
  public float[] scores(float[] sample) {
    requireSample("sample", sample);
    probe.forward(sample);
    Matrix scores = scores();
    float[] row = new float[outputs];
    System.arraycopy(scores.data(), scores.row(0), row, 0, outputs);
    return row;
  }

  /** A score of each of some samples. */
  float[] scores(Matrix samples, int output) {
    float[][] rows = allScores(samples);
    float[] all = new float[rows.length];
    for (int row = 0; row < all.length; row++) {
      all[row] = rows[row][output];
    }
    return all;
  }

  /** All scores of each of some samples. */
  float[][] allScores(Matrix samples) {
    float[][] all = new float[samples.rows()][outputs];
    for (int from = 0; from < all.length; from += ROWS) {
      int count = Math.min(ROWS, all.length - from);
      probe.forward(rows(samples, from, count));
      Matrix scores = scores();
      for (int i = 0; i < count; i++) {
        System.arraycopy(scores.data(), scores.row(i), all[from + i], 0, outputs);
      }
    }
    return all;
  }

  /**
   * The gradients of a score with respect to each input of each of some samples.
   *
   * @throws SettingException if an input is tokens, which have no gradient
   */
  Matrix gradients(Matrix samples, int output) {
    if (tokens.isPresent()) {
      throw new SettingException(
          "The tokens of '%s' are names, not amounts, and have no gradient. Use Occlusion, with another token as the baseline."
              .formatted(tokens.get()));
    }
    Matrix all = Matrix.of(new float[samples.rows() * columns], samples.rows(), columns);
    for (int from = 0; from < samples.rows(); from += ROWS) {
      int count = Math.min(ROWS, samples.rows() - from);
      probe.forward(rows(samples, from, count));
      probe.backward(output);
      int column = 0;
      for (String input : inputs) {
        Matrix gradient = probe.gradient(input);
        for (int i = 0; i < count; i++) {
          System.arraycopy(
              gradient.data(),
              gradient.row(i),
              all.data(),
              all.row(from + i) + column,
              gradient.cols());
        }
        column += gradient.cols();
      }
    }
    return all;
  }

  /** What looks at layers. */
  Probe probe() {
    return probe;
  }

  private Matrix scores() {
    return probe.activation(model.network().outputs().getFirst());
  }

  private static Matrix rows(Matrix of, int from, int count) {
    return new Matrix(of.data(), of.row(from), count, of.cols(), of.stride());
  }

  /** Refuses a sample, a baseline or the like of another length. */
  void requireSample(String thing, float[] values) {
    if (values.length != columns) {
      throw new ShapeException(
          "The %s must have %s values, as many as the network takes; found %s."
              .formatted(thing, columns, values.length));
    }
  }

  /** Refuses a score that there is not. */
  void requireOutput(int output) {
    if (output < 0 || output >= outputs) {
      throw new SettingException(
          "The network has scores 0 to %s; found %s.".formatted(outputs - 1, output));
    }
  }
}
