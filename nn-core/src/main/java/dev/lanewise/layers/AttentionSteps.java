package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Products;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import java.util.Arrays;

/**
 * Causal {@link MultiHeadAttention} of one step after the other: the keys and values of the steps
 * before are kept as panels, in each of which a step is a row.
 */
final class AttentionSteps implements RowPass {
  private final StepBinding at;
  private final Kernels kernels;
  private final Products products;
  private final int heads;
  private final int size;
  private final Matrix query;
  private final Matrix key;
  private final Matrix value;
  private final Matrix heard;
  private final Matrix[] queries;
  private final Matrix[] heards;
  private final Matrix scores;
  private final Panels[][] keys;
  private final Panels[][] values;
  private final float[] zeros;
  private final RowPass queried;
  private final RowPass keyed;
  private final RowPass valued;
  private final RowPass projected;

  AttentionSteps(MultiHeadAttention layer, StepBinding at) {
    this.at = at;
    kernels = at.kernels();
    products = kernels.products();
    heads = layer.heads();
    int channels = at.input().cols();
    int rows = at.input().rows();
    size = channels / heads;
    query = Matrix.allocate(rows, channels);
    key = Matrix.allocate(rows, channels);
    value = Matrix.allocate(rows, channels);
    heard = Matrix.allocate(rows, channels);
    queries = new Matrix[heads];
    heards = new Matrix[heads];
    Arrays.setAll(queries, head -> query.columns(head * size, (head + 1) * size));
    Arrays.setAll(heards, head -> heard.columns(head * size, (head + 1) * size));
    scores = Matrix.allocate(rows, at.context());
    keys = new Panels[rows][heads];
    values = new Panels[rows][heads];
    for (int row = 0; row < rows; row++) {
      Arrays.setAll(keys[row], head -> products.panels(at.context(), size));
      Arrays.setAll(values[row], head -> products.panels(at.context(), size));
    }
    zeros = Zeros.vector(channels);
    queried = projection(MultiHeadAttention.QUERY, at.input(), query);
    keyed = projection(MultiHeadAttention.KEY, at.input(), key);
    valued = projection(MultiHeadAttention.VALUE, at.input(), value);
    projected = projection(MultiHeadAttention.OUTPUT, heard, at.output());
  }

  /** A product with a weight, {@code y = x W + b}. */
  private RowPass projection(String of, Matrix x, Matrix y) {
    Panels weight = at.parameter(MultiHeadAttention.weight(of));
    float[] bias = at.parameter(MultiHeadAttention.bias(of)).data();
    return (from, to, scratch) -> products.affine(x, weight, bias, y, from, to, scratch);
  }

  @Override
  public void run(int from, int to, Scratch scratch) {
    queried.run(from, to, scratch);
    keyed.run(from, to, scratch);
    valued.run(from, to, scratch);
    for (int row = from; row < to; row++) {
      for (int head = 0; head < heads; head++) {
        attend(row, head, scratch);
      }
    }
    projected.run(from, to, scratch);
  }

  private void attend(int row, int head, Scratch scratch) {
    int position = at.position();
    keep(key, row, head, keys[row][head], position);
    keep(value, row, head, values[row][head], position);
    products.affineInputGradient(queries[head], keys[row][head], scores, row, row + 1, scratch);
    float scale = (float) (1 / Math.sqrt(size));
    kernels
        .elements()
        .softmaxOfPrefixes(scores, scores, scale, position + 1, 0, row, row + 1, scratch);
    products.affine(scores, values[row][head], zeros, heards[head], row, row + 1, scratch);
  }

  private void keep(Matrix m, int row, int head, Panels to, int position) {
    for (int panel = 0; panel < to.count(); panel++) {
      int column = head * size + panel * to.panelCols();
      System.arraycopy(
          m.data(),
          m.row(row) + column,
          to.data(),
          to.row(panel, position),
          to.panelColumns(panel));
    }
  }
}
