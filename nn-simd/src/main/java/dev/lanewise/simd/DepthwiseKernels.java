package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.kernels.Axis;
import jdk.incubator.vector.FloatVector;

/**
 * Windows that see each channel by itself, with a channel in each lane. Where all taps are in the
 * image four neighbouring windows share the weights; elsewhere taps of the border read zeros. The
 * last channels, that fill no vector, go one by one.
 */
final class DepthwiseKernels {
  /** Vectors of channels whose gradients are summed at once. */
  private static final int VECTORS = 4;

  /** What the border holds; never written. */
  private static final float[] ZEROS = new float[VECTORS * COUNT];

  private DepthwiseKernels() {}

  /**
   * An image: {@code y = start + windows w}.
   *
   * @param w for each tap the weights of all channels, from index {@code weights}
   * @param y the first window is at index {@code out}
   * @param rowStep floats from a row of windows to the next
   * @param columnStep floats from a window to the next
   */
  static void product(
      Axis rows,
      Axis columns,
      int channels,
      float[] x,
      int in,
      float[] w,
      int weights,
      float[] start,
      float[] y,
      int out,
      int rowStep,
      int columnStep) {
    for (int row = 0; row < rows.windows(); row++) {
      int to = out + row * rowStep;
      boolean inside =
          rows.contains(rows.position(row, 0))
              && rows.contains(rows.position(row, rows.kernel() - 1));
      for (int column = 0; column < columns.windows(); ) {
        boolean four =
            inside
                && column + 4 <= columns.windows()
                && columns.contains(columns.position(column, 0))
                && columns.contains(columns.position(column + 3, columns.kernel() - 1));
        if (four) {
          four(rows, row, columns, column, channels, x, in, w, weights, start, y, to, columnStep);
        } else {
          one(rows, row, columns, column, channels, x, in, w, weights, start, y, to);
        }
        int done = four ? 4 : 1;
        column += done;
        to += done * columnStep;
      }
    }
  }

  private static void four(
      Axis rows,
      int row,
      Axis columns,
      int column,
      int channels,
      float[] x,
      int in,
      float[] w,
      int weights,
      float[] start,
      float[] y,
      int out,
      int columnStep) {
    int first = (rows.position(row, 0) * columns.size() + columns.position(column, 0)) * channels;
    int rowTap = rows.dilation() * columns.size() * channels;
    int columnTap = columns.dilation() * channels;
    int next = columns.stride() * channels;
    int taps = columns.kernel();
    int c = 0;
    for (; c + COUNT <= channels; c += COUNT) {
      FloatVector sum0 = FloatVector.fromArray(FLOATS, start, c);
      FloatVector sum1 = sum0;
      FloatVector sum2 = sum0;
      FloatVector sum3 = sum0;
      int weight = weights + c;
      for (int i = 0; i < rows.kernel(); i++) {
        int at = in + first + c + i * rowTap;
        for (int j = 0; j < taps; j++) {
          FloatVector factor = FloatVector.fromArray(FLOATS, w, weight);
          sum0 = FloatVector.fromArray(FLOATS, x, at).fma(factor, sum0);
          sum1 = FloatVector.fromArray(FLOATS, x, at + next).fma(factor, sum1);
          sum2 = FloatVector.fromArray(FLOATS, x, at + 2 * next).fma(factor, sum2);
          sum3 = FloatVector.fromArray(FLOATS, x, at + 3 * next).fma(factor, sum3);
          at += columnTap;
          weight += channels;
        }
      }
      sum0.intoArray(y, out + c);
      sum1.intoArray(y, out + c + columnStep);
      sum2.intoArray(y, out + c + 2 * columnStep);
      sum3.intoArray(y, out + c + 3 * columnStep);
    }
    for (; c < channels; c++) {
      for (int k = 0; k < 4; k++) {
        y[out + k * columnStep + c] =
            oneChannel(rows, row, columns, column + k, channels, c, x, in, w, weights, start[c]);
      }
    }
  }

  private static void one(
      Axis rows,
      int row,
      Axis columns,
      int column,
      int channels,
      float[] x,
      int in,
      float[] w,
      int weights,
      float[] start,
      float[] y,
      int out) {
    int c = 0;
    for (; c + COUNT <= channels; c += COUNT) {
      FloatVector sum = FloatVector.fromArray(FLOATS, start, c);
      int weight = weights + c;
      for (int i = 0; i < rows.kernel(); i++) {
        int h = rows.position(row, i);
        for (int j = 0; j < columns.kernel(); j++) {
          int v = columns.position(column, j);
          boolean inside = rows.contains(h) && columns.contains(v);
          float[] from = inside ? x : ZEROS;
          int at = inside ? in + (h * columns.size() + v) * channels + c : 0;
          FloatVector factor = FloatVector.fromArray(FLOATS, w, weight);
          sum = FloatVector.fromArray(FLOATS, from, at).fma(factor, sum);
          weight += channels;
        }
      }
      sum.intoArray(y, out + c);
    }
    for (; c < channels; c++) {
      y[out + c] = oneChannel(rows, row, columns, column, channels, c, x, in, w, weights, start[c]);
    }
  }

  private static float oneChannel(
      Axis rows,
      int row,
      Axis columns,
      int column,
      int channels,
      int c,
      float[] x,
      int in,
      float[] w,
      int weights,
      float start) {
    float sum = start;
    int weight = weights + c;
    for (int i = 0; i < rows.kernel(); i++) {
      int h = rows.position(row, i);
      for (int j = 0; j < columns.kernel(); j++) {
        int v = columns.position(column, j);
        boolean inside = rows.contains(h) && columns.contains(v);
        float factor = inside ? x[in + (h * columns.size() + v) * channels + c] : 0;
        sum = Math.fma(factor, w[weight], sum);
        weight += channels;
      }
    }
    return sum;
  }

  /**
   * Goes on with the sums of a tap of all channels over an image: {@code sums += x dy} for each
   * window.
   *
   * @param i the row of the tap
   * @param j the column of the tap
   * @param sums from index {@code at}
   */
  static void gradient(
      Axis rows,
      int i,
      Axis columns,
      int j,
      int channels,
      float[] x,
      int in,
      float[] dy,
      int up,
      float[] sums,
      int at) {
    int c = 0;
    for (; c + VECTORS * COUNT <= channels; c += VECTORS * COUNT) {
      gradientOfFour(rows, i, columns, j, channels, c, x, in, dy, up, sums, at + c);
    }
    for (; c + COUNT <= channels; c += COUNT) {
      gradientOfOne(rows, i, columns, j, channels, c, x, in, dy, up, sums, at + c);
    }
    for (; c < channels; c++) {
      float sum = sums[at + c];
      int next = up + c;
      for (int row = 0; row < rows.windows(); row++) {
        int h = rows.position(row, i);
        for (int column = 0; column < columns.windows(); column++) {
          int v = columns.position(column, j);
          boolean inside = rows.contains(h) && columns.contains(v);
          float factor = inside ? x[in + (h * columns.size() + v) * channels + c] : 0;
          sum = Math.fma(factor, dy[next], sum);
          next += channels;
        }
      }
      sums[at + c] = sum;
    }
  }

  private static void gradientOfFour(
      Axis rows,
      int i,
      Axis columns,
      int j,
      int channels,
      int c,
      float[] x,
      int in,
      float[] dy,
      int up,
      float[] sums,
      int at) {
    FloatVector sum0 = FloatVector.fromArray(FLOATS, sums, at);
    FloatVector sum1 = FloatVector.fromArray(FLOATS, sums, at + COUNT);
    FloatVector sum2 = FloatVector.fromArray(FLOATS, sums, at + 2 * COUNT);
    FloatVector sum3 = FloatVector.fromArray(FLOATS, sums, at + 3 * COUNT);
    int next = up + c;
    for (int row = 0; row < rows.windows(); row++) {
      int h = rows.position(row, i);
      for (int column = 0; column < columns.windows(); column++) {
        int v = columns.position(column, j);
        boolean inside = rows.contains(h) && columns.contains(v);
        float[] from = inside ? x : ZEROS;
        int k = inside ? in + (h * columns.size() + v) * channels + c : 0;
        sum0 =
            FloatVector.fromArray(FLOATS, from, k)
                .fma(FloatVector.fromArray(FLOATS, dy, next), sum0);
        sum1 =
            FloatVector.fromArray(FLOATS, from, k + COUNT)
                .fma(FloatVector.fromArray(FLOATS, dy, next + COUNT), sum1);
        sum2 =
            FloatVector.fromArray(FLOATS, from, k + 2 * COUNT)
                .fma(FloatVector.fromArray(FLOATS, dy, next + 2 * COUNT), sum2);
        sum3 =
            FloatVector.fromArray(FLOATS, from, k + 3 * COUNT)
                .fma(FloatVector.fromArray(FLOATS, dy, next + 3 * COUNT), sum3);
        next += channels;
      }
    }
    sum0.intoArray(sums, at);
    sum1.intoArray(sums, at + COUNT);
    sum2.intoArray(sums, at + 2 * COUNT);
    sum3.intoArray(sums, at + 3 * COUNT);
  }

  private static void gradientOfOne(
      Axis rows,
      int i,
      Axis columns,
      int j,
      int channels,
      int c,
      float[] x,
      int in,
      float[] dy,
      int up,
      float[] sums,
      int at) {
    FloatVector sum = FloatVector.fromArray(FLOATS, sums, at);
    int next = up + c;
    for (int row = 0; row < rows.windows(); row++) {
      int h = rows.position(row, i);
      for (int column = 0; column < columns.windows(); column++) {
        int v = columns.position(column, j);
        boolean inside = rows.contains(h) && columns.contains(v);
        float[] from = inside ? x : ZEROS;
        int k = inside ? in + (h * columns.size() + v) * channels + c : 0;
        sum =
            FloatVector.fromArray(FLOATS, from, k)
                .fma(FloatVector.fromArray(FLOATS, dy, next), sum);
        next += channels;
      }
    }
    sum.intoArray(sums, at);
  }
}
