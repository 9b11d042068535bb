package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Products;
import dev.lanewise.kernels.Scratch;

/**
 * A weight with rows and columns exchanged, for layers that multiply many rows with it in each
 * batch: {@code dy w^T} as an affine product has the bits of {@link Products#affineInputGradient},
 * and takes three quarters of its time on AVX2. It must be turned whenever the weight has changed.
 */
final class TurnedWeight {
  /** Rows and columns that are exchanged while they are in cache. */
  private static final int BLOCK = 16;

  private final Products products;
  private final Panels weight;
  private final Panels turned;
  private final float[] zeros;

  TurnedWeight(Products products, Panels weight) {
    this.products = products;
    this.weight = weight;
    int rows = weight.cols();
    int cols = weight.rows();
    turned = products.panels(rows, cols);
    zeros = Zeros.vector(weight.rows());
  }

  /** How many numbers it keeps, for estimates. */
  static long numbers(long rows, long cols) {
    return rows * cols + rows;
  }

  /** Brings it up to date. */
  void turn() {
    for (int row = 0; row < weight.rows(); row += BLOCK) {
      int end = Math.min(row + BLOCK, weight.rows());
      for (int panel = 0; panel < weight.count(); panel++) {
        turn(panel, row, end);
      }
    }
  }

  private void turn(int panel, int from, int to) {
    float[] w = weight.data();
    float[] t = turned.data();
    int stride = weight.panelStride(panel);
    int first = weight.row(panel, 0);
    int columns = weight.panelColumns(panel);
    for (int row = from; row < to; row++) {
      int of = row / turned.panelCols();
      int out = turned.row(of, panel * weight.panelCols()) + row - of * turned.panelCols();
      int step = turned.panelStride(of);
      int in = first + row * stride;
      for (int c = 0; c < columns; c++) {
        t[out + c * step] = w[in + c];
      }
    }
  }

  /** Rows of {@code dx = dy w^T}. */
  void product(Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    products.affine(dy, turned, zeros, dx, from, to, scratch);
  }
}
