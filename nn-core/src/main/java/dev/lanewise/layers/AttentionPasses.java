package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Products;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import java.util.Arrays;

/**
 * The pass forward of {@link MultiHeadAttention}. Each sample goes through it by itself: keys and
 * values of a head become panels, as weights are, so that scores are an input gradient, {@code q
 * k^T}, and their means of values an affine product.
 */
final class AttentionPasses {
  final Kernels kernels;
  final Products products;
  final int heads;

  /** Positions of the sequence, and of what it attends to. */
  final int steps;

  final int others;

  /** Numbers of a head. */
  final int size;

  final Lengths lengths;

  /** Rows are positions of all samples. */
  final Matrix query;

  final Matrix key;
  final Matrix value;

  /** What the heads give, side by side. */
  final Matrix heard;

  /** For each head the probabilities of each position; one memory for all in inference. */
  final Matrix[] probabilities;

  /** The keys of a head of the sample in a row. */
  final Panels[] keys;

  final Panels[] values;
  private final MultiHeadAttention layer;
  private final Binding at;
  private final float[] zeros;

  AttentionPasses(MultiHeadAttention layer, Binding at) {
    this(layer, at, 1);
  }

  /**
   * Allocates what is between the inputs and the output.
   *
   * @param kept how many heads have probabilities of their own: one, or all
   */
  AttentionPasses(MultiHeadAttention layer, Binding at, int kept) {
    this.layer = layer;
    this.at = at;
    kernels = at.kernels();
    products = kernels.products();
    heads = layer.heads();
    int channels = at.inputShape(0).channels();
    size = channels / heads;
    steps = at.inputShape(0).dimensions().getFirst();
    others = at.inputShape(layer.memory() ? 1 : 0).dimensions().getFirst();
    lengths =
        layer.lengths() ? new Lengths(at.input(at.inputs() - 1), others) : Lengths.all(others);
    int rows = at.input().rows();
    query = Matrix.allocateDense(Math.multiplyExact(rows, steps), channels);
    key = Matrix.allocateDense(Math.multiplyExact(rows, others), channels);
    value = Matrix.allocateDense(Math.multiplyExact(rows, others), channels);
    heard = Matrix.allocateDense(Math.multiplyExact(rows, steps), channels);
    Matrix[] own = new Matrix[kept];
    Arrays.setAll(own, head -> Matrix.allocateDense(Math.multiplyExact(rows, steps), others));
    probabilities = new Matrix[heads];
    Arrays.setAll(probabilities, head -> own[head % kept]);
    keys = new Panels[rows];
    values = new Panels[rows];
    Arrays.setAll(keys, row -> products.panels(others, size));
    Arrays.setAll(values, row -> products.panels(others, size));
    zeros = Zeros.vector(Math.max(size, channels));
  }

  /** The columns of a head. */
  Matrix head(Matrix m, int head) {
    return m.columns(head * size, (head + 1) * size);
  }

  float scale() {
    return (float) (1 / Math.sqrt(size));
  }

  /** The numbers of a row of scores that count, for the first position. */
  int length(int row) {
    return layer.causal() ? 1 : lengths.of(row);
  }

  /** How many more count from one position to the next. */
  int growth() {
    return layer.causal() ? 1 : 0;
  }

  private RowPass projection(String of, Matrix x, int positions, Matrix y) {
    Panels weight = at.parameter(MultiHeadAttention.weight(of));
    float[] bias = at.parameter(MultiHeadAttention.bias(of)).data();
    Matrix in = x.split(positions);
    return (from, to, scratch) ->
        products.affine(in, weight, bias, y, from * positions, to * positions, scratch);
  }

  /**
   * The pass forward.
   *
   * @param x the sequence
   * @param memory what it attends to
   */
  RowPass forward(Matrix x, Matrix memory) {
    RowPass queries = projection(MultiHeadAttention.QUERY, x, steps, query);
    RowPass allKeys = projection(MultiHeadAttention.KEY, memory, others, key);
    RowPass allValues = projection(MultiHeadAttention.VALUE, memory, others, value);
    Panels weight = at.parameter(MultiHeadAttention.weight(MultiHeadAttention.OUTPUT));
    float[] bias = at.parameter(MultiHeadAttention.bias(MultiHeadAttention.OUTPUT)).data();
    Matrix y = at.output().split(steps);
    Heads of = new Heads();
    return (from, to, scratch) -> {
      queries.run(from, to, scratch);
      allKeys.run(from, to, scratch);
      allValues.run(from, to, scratch);
      for (int row = from; row < to; row++) {
        for (int head = 0; head < heads; head++) {
          of.attend(row, head, scratch);
        }
      }
      products.affine(heard, weight, bias, y, from * steps, to * steps, scratch);
    };
  }

  /** Copies the valid rows of a head of a sample to panels, with zeros behind them. */
  void pack(Matrix m, int row, int head, Panels to) {
    int valid = lengths.of(row);
    for (int panel = 0; panel < to.count(); panel++) {
      int columns = to.panelColumns(panel);
      int column = head * size + panel * to.panelCols();
      for (int i = 0; i < others; i++) {
        int out = to.row(panel, i);
        if (i < valid) {
          System.arraycopy(m.data(), m.row(row * others + i) + column, to.data(), out, columns);
        } else {
          Arrays.fill(to.data(), out, out + columns, 0);
        }
      }
    }
  }

  /** {@code dy w}, for positions of a sample. */
  void product(Matrix x, Panels w, Matrix y, int row, Scratch scratch) {
    products.affine(x, w, zeros, y, row * steps, (row + 1) * steps, scratch);
  }

  /** Views of the columns of each head. */
  private final class Heads {
    private final Matrix[] queries = new Matrix[heads];
    private final Matrix[] outputs = new Matrix[heads];

    Heads() {
      Arrays.setAll(queries, head -> head(query, head));
      Arrays.setAll(outputs, head -> head(heard, head));
    }

    void attend(int row, int head, Scratch scratch) {
      Matrix scores = probabilities[head];
      int from = row * steps;
      int to = from + steps;
      pack(key, row, head, keys[row]);
      products.affineInputGradient(queries[head], keys[row], scores, from, to, scratch);
      kernels
          .elements()
          .softmaxOfPrefixes(scores, scores, scale(), length(row), growth(), from, to, scratch);
      clip(scores, row);
      pack(value, row, head, values[row]);
      product(scores, values[row], outputs[head], row, scratch);
    }
  }

  /** Takes away what a causal position sees behind the end of a sample. */
  private void clip(Matrix scores, int row) {
    if (!layer.causal() || !lengths.vary()) {
      return;
    }
    int valid = lengths.of(row);
    for (int i = valid; i < steps; i++) {
      int at = scores.row(row * steps + i);
      Arrays.fill(scores.data(), at, at + others, 0);
    }
  }
}
