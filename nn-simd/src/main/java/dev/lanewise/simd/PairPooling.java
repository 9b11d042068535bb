package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;

/**
 * Maxima of 2 x 2 pixels that no other window has: the usual ones. Nothing is masked: the last
 * vector of a window's channels reaches into the first channels of the next pixel, which are done
 * later. The last windows of a row, where it would reach too far, are done float by float.
 *
 * <p>Few channels are done vector by vector, each for a whole row, since loops over them would be
 * too short; many window by window, since a row is too much for the first cache.
 */
final class PairPooling {
  /** With more vectors of channels, a window is done before the next. */
  private static final int FEW = 3;

  private PairPooling() {}

  /** Whether all windows are such ones. */
  static boolean suits(Windows at) {
    return pairs(at.rows()) && pairs(at.columns());
  }

  private static boolean pairs(Axis axis) {
    return axis.kernel() == 2
        && axis.stride() == 2
        && axis.dilation() == 1
        && axis.before() <= 0
        && axis.contains(axis.position(axis.windows() - 1, 1));
  }

  static void maximum(Windows at, Matrix x, Matrix y, int from, int to) {
    int outputs = at.columns().windows() * at.channels();
    for (int image = from; image < to; image++) {
      for (int row = 0; row < at.rows().windows(); row++) {
        int in = x.row(image) + pixel(at, row);
        maximum(at, x.data(), in, y.data(), y.row(image) + row * outputs);
      }
    }
  }

  static void gradient(Windows at, Matrix x, Matrix y, Matrix dy, Matrix dx, int from, int to) {
    int outputs = at.columns().windows() * at.channels();
    boolean all = at.imageSize() == 4 * at.count() * at.channels();
    for (int image = from; image < to; image++) {
      if (!all) {
        Arrays.fill(dx.data(), dx.row(image), dx.row(image) + at.imageSize(), 0);
      }
      for (int row = 0; row < at.rows().windows(); row++) {
        int in = x.row(image) + pixel(at, row);
        int yAt = y.row(image) + row * outputs;
        int dyAt = dy.row(image) + row * outputs;
        int out = dx.row(image) + pixel(at, row);
        gradient(at, x.data(), in, y.data(), yAt, dy.data(), dyAt, dx.data(), out);
      }
    }
  }

  /** Where a row of windows begins in an image. */
  private static int pixel(Windows at, int row) {
    int pixel = at.rows().position(row, 0) * at.columns().size() + at.columns().position(0, 0);
    return pixel * at.channels();
  }

  /** The windows of a row that vectors can do. */
  private static int byVectors(Windows at) {
    int channels = at.channels();
    int reached = Math.ceilDiv(channels, COUNT) * COUNT;
    return Math.max(0, at.columns().windows() - Math.ceilDiv(reached, channels) + 1);
  }

  /** A row of windows. */
  private static void maximum(Windows at, float[] x, int in, float[] y, int out) {
    int channels = at.channels();
    int below = at.columns().size() * channels;
    int windows = byVectors(at);
    int whole = channels / COUNT * COUNT;
    if (whole < channels) {
      int c = whole;
      PairKernels.maximum(x, in + c, 2 * channels, channels, below, y, out + c, channels, windows);
    }
    for (int c = 0; c < whole && whole <= FEW * COUNT; c += COUNT) {
      PairKernels.maximum(x, in + c, 2 * channels, channels, below, y, out + c, channels, windows);
    }
    for (int window = 0; window < windows && whole > FEW * COUNT; window++) {
      int i = window * channels;
      PairKernels.maximum(x, in + 2 * i, COUNT, channels, below, y, out + i, COUNT, whole / COUNT);
    }
    for (int window = windows; window < at.columns().windows(); window++) {
      int i = window * channels;
      PairKernels.maximumOfFloats(x, in + 2 * i, channels, below, y, out + i);
    }
  }

  /** Its gradient. */
  private static void gradient(
      Windows at,
      float[] x,
      int in,
      float[] y,
      int yAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int out) {
    int channels = at.channels();
    int below = at.columns().size() * channels;
    int windows = byVectors(at);
    int whole = channels / COUNT * COUNT;
    int step = 2 * channels;
    if (whole < channels) {
      int c = whole;
      PairKernels.gradient(
          x, in + c, step, channels, below, y, yAt + c, dy, dyAt + c, channels, dx, out + c,
          windows);
    }
    for (int c = 0; c < whole && whole <= FEW * COUNT; c += COUNT) {
      PairKernels.gradient(
          x, in + c, step, channels, below, y, yAt + c, dy, dyAt + c, channels, dx, out + c,
          windows);
    }
    for (int window = 0; window < windows && whole > FEW * COUNT; window++) {
      int i = window * channels;
      int tap = window * step;
      PairKernels.gradient(
          x,
          in + tap,
          COUNT,
          channels,
          below,
          y,
          yAt + i,
          dy,
          dyAt + i,
          COUNT,
          dx,
          out + tap,
          whole / COUNT);
    }
    for (int window = windows; window < at.columns().windows(); window++) {
      int i = window * channels;
      int tap = window * step;
      PairKernels.gradientOfFloats(
          x, in + tap, channels, below, y, yAt + i, dy, dyAt + i, dx, out + tap);
    }
  }
}
