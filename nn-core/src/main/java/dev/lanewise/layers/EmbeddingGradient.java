package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Slots;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.nn.spi.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of an embedding: for each token the sum of the gradients of the positions where it
 * occurs, in their order and in blocks as {@link SumTree} has them for samples.
 *
 * @param dy {@code (batch time) x channels}
 */
record EmbeddingGradient(TokenOrder order, Matrix dy, List<Slice> parts) implements Gradient {
  /** Of the layer's scratch memory: a term, and from there on sums. */
  private static final int TERM = 0;

  private static final int SUMS = 1;

  @Override
  public int terms(int samples) {
    return 1;
  }

  @Override
  public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
    Slice slice = parts.get(part);
    Arrays.fill(gradient, at, at + slice.end() - slice.begin(), 0);
    for (int token = slice.from(); token < slice.to(); token++) {
      int first = order.start(token);
      int end = order.start(token + 1);
      if (first < end) {
        int row = at + (token - slice.from()) * slice.stride();
        sum(slice, first, end, scratch.layer());
        System.arraycopy(
            scratch.layer().array(SUMS, slice.columns()), 0, gradient, row, slice.columns());
      }
    }
  }

  private void sum(Slice slice, int first, int end, Slots arrays) {
    int length = slice.columns();
    int blocks = Math.ceilDiv(end - first, SumTree.SAMPLES);
    float[] term = arrays.array(TERM, length);
    for (int block = 0; block < blocks; block++) {
      float[] sums = arrays.array(SUMS + SumTree.slot(block), length);
      Arrays.fill(sums, 0, length, 0);
      int from = first + block * SumTree.SAMPLES;
      int to = Math.min(from + SumTree.SAMPLES, end);
      for (int place = from; place < to; place++) {
        int row = dy.row(order.position(place));
        System.arraycopy(dy.data(), row + slice.firstColumn(), term, 0, length);
        SumTree.add(term, sums, length);
      }
      SumTree.fold(arrays, SUMS, block, blocks, length);
    }
  }
}
