package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.WinogradTiles.PIXELS;

/**
 * The transforms of {@link dev.lanewise.kernels.WinogradTiles}, each of them the same for all
 * columns of a square of 4 x 4 numbers and then for all its rows.
 */
enum WinogradTransform {
  /** Of pixels. */
  INPUT(4, 4) {
    @Override
    void line(float[] a, int i0, int i1, int i2, int i3) {
      float first = a[i0] - a[i2];
      float sum = a[i1] + a[i2];
      float difference = a[i2] - a[i1];
      a[i3] = a[i1] - a[i3];
      a[i0] = first;
      a[i1] = sum;
      a[i2] = difference;
    }
  },

  /** Of weights: 3 x 3 taps become 4 x 4 points. */
  WEIGHTS(3, 4) {
    @Override
    void line(float[] a, int i0, int i1, int i2, int i3) {
      float ends = a[i0] + a[i2];
      a[i3] = a[i2];
      a[i2] = 0.5f * (ends - a[i1]);
      a[i1] = 0.5f * (ends + a[i1]);
    }
  },

  /** Of sums of products: 4 x 4 points become 2 x 2 results. */
  OUTPUT(4, 2) {
    @Override
    void line(float[] a, int i0, int i1, int i2, int i3) {
      a[i0] = (a[i0] + a[i1]) + a[i2];
      a[i1] = (a[i1] - a[i2]) - a[i3];
    }
  },

  /** Of gradients of results: the transposed of {@link #OUTPUT}. */
  OUTPUT_GRADIENT(2, 4) {
    @Override
    void line(float[] a, int i0, int i1, int i2, int i3) {
      float last = a[i1];
      a[i1] = a[i0] + last;
      a[i2] = a[i0] - last;
      a[i3] = -last;
    }
  },

  /** Of gradients of transformed weights: the transposed of {@link #WEIGHTS}. */
  WEIGHT_GRADIENT(4, 3) {
    @Override
    void line(float[] a, int i0, int i1, int i2, int i3) {
      float sum = 0.5f * (a[i1] + a[i2]);
      a[i1] = 0.5f * (a[i1] - a[i2]);
      a[i0] = a[i0] + sum;
      a[i2] = sum + a[i3];
    }
  };

  private final int columns;
  private final int rows;

  WinogradTransform(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  abstract void line(float[] a, int i0, int i1, int i2, int i3);

  /** Transforms a square, in place. */
  final void apply(float[] square) {
    apply(square, 0);
  }

  /** Transforms the square that begins at an index, in place. */
  final void apply(float[] squares, int first) {
    for (int column = 0; column < columns; column++) {
      int at = first + column;
      line(squares, at, at + PIXELS, at + 2 * PIXELS, at + 3 * PIXELS);
    }
    for (int row = 0; row < rows; row++) {
      int at = first + row * PIXELS;
      line(squares, at, at + 1, at + 2, at + 3);
    }
  }
}
