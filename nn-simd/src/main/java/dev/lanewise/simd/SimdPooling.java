package dev.lanewise.simd;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Interpolation;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;

/**
 * Pooling, window by window. The taps of a window that are in the image are a rectangle; {@link
 * PoolingKernels} walks it for each channel, with a channel in each lane.
 */
final class SimdPooling implements Pooling {

  @Override
  public void maximum(Windows at, Matrix x, Matrix y, int from, int to) {
    if (PairPooling.suits(at)) {
      PairPooling.maximum(at, x, y, from, to);
      return;
    }
    int rowStep = rowStep(at);
    int columnStep = at.columns().dilation() * at.channels();
    for (int image = from; image < to; image++) {
      int out = y.row(image);
      for (int row = 0; row < at.rows().windows(); row++) {
        int i = first(at.rows(), row);
        int rows = end(at.rows(), row) - i;
        for (int column = 0; column < at.columns().windows(); column++) {
          int j = first(at.columns(), column);
          int columns = end(at.columns(), column) - j;
          int in = x.row(image) + pixel(at, row, i, column, j);
          PoolingKernels.maximum(
              x.data(), in, rowStep, rows, columnStep, columns, y.data(), out, at.channels());
          out += at.channels();
        }
      }
    }
  }

  @Override
  public void maximumGradient(
      Windows at, Matrix x, Matrix y, Matrix dy, Matrix dx, int from, int to) {
    if (PairPooling.suits(at)) {
      PairPooling.gradient(at, x, y, dy, dx, from, to);
      return;
    }
    int rowStep = rowStep(at);
    int columnStep = at.columns().dilation() * at.channels();
    for (int image = from; image < to; image++) {
      Arrays.fill(dx.data(), dx.row(image), dx.row(image) + at.imageSize(), 0);
      int window = 0;
      for (int row = 0; row < at.rows().windows(); row++) {
        int i = first(at.rows(), row);
        int rows = end(at.rows(), row) - i;
        for (int column = 0; column < at.columns().windows(); column++) {
          int j = first(at.columns(), column);
          int columns = end(at.columns(), column) - j;
          int pixel = pixel(at, row, i, column, j);
          PoolingKernels.maximumGradient(
              x.data(),
              x.row(image) + pixel,
              rowStep,
              rows,
              columnStep,
              columns,
              y.data(),
              y.row(image) + window,
              dy.data(),
              dy.row(image) + window,
              dx.data(),
              dx.row(image) + pixel,
              at.channels());
          window += at.channels();
        }
      }
    }
  }

  @Override
  public void sum(Windows at, float[] factors, Matrix x, Matrix y, int from, int to) {
    int rowStep = rowStep(at);
    int columnStep = at.columns().dilation() * at.channels();
    for (int image = from; image < to; image++) {
      int window = 0;
      for (int row = 0; row < at.rows().windows(); row++) {
        int i = first(at.rows(), row);
        int rows = end(at.rows(), row) - i;
        for (int column = 0; column < at.columns().windows(); column++) {
          int j = first(at.columns(), column);
          int columns = end(at.columns(), column) - j;
          int in = x.row(image) + pixel(at, row, i, column, j);
          PoolingKernels.sum(
              x.data(),
              in,
              rowStep,
              rows,
              columnStep,
              columns,
              factors[window],
              y.data(),
              y.row(image) + window * at.channels(),
              at.channels());
          window++;
        }
      }
    }
  }

  @Override
  public void sumGradient(Windows at, float[] factors, Matrix dy, Matrix dx, int from, int to) {
    int rowStep = rowStep(at);
    int columnStep = at.columns().dilation() * at.channels();
    for (int image = from; image < to; image++) {
      Arrays.fill(dx.data(), dx.row(image), dx.row(image) + at.imageSize(), 0);
      int window = 0;
      for (int row = 0; row < at.rows().windows(); row++) {
        int i = first(at.rows(), row);
        int rows = end(at.rows(), row) - i;
        for (int column = 0; column < at.columns().windows(); column++) {
          int j = first(at.columns(), column);
          int columns = end(at.columns(), column) - j;
          int out = dx.row(image) + pixel(at, row, i, column, j);
          PoolingKernels.sumGradient(
              dy.data(),
              dy.row(image) + window * at.channels(),
              factors[window],
              dx.data(),
              out,
              rowStep,
              rows,
              columnStep,
              columns,
              at.channels());
          window++;
        }
      }
    }
  }

  @Override
  public void interpolate(
      Interpolation rows,
      Interpolation columns,
      int channels,
      Matrix x,
      Matrix y,
      int from,
      int to) {
    for (int image = from; image < to; image++) {
      int out = y.row(image);
      for (int h = 0; h < rows.count(); h++) {
        for (int v = 0; v < columns.count(); v++) {
          InterpolationKernel.pixel(
              rows, h, columns, v, x.data(), x.row(image), y.data(), out, channels);
          out += channels;
        }
      }
    }
  }

  private static int rowStep(Windows at) {
    return at.rows().dilation() * at.columns().size() * at.channels();
  }

  private static int pixel(Windows at, int row, int i, int column, int j) {
    int h = at.rows().position(row, i);
    return (h * at.columns().size() + at.columns().position(column, j)) * at.channels();
  }

  /** The first tap of a window in the image. */
  private static int first(Axis axis, int window) {
    return Math.max(0, Math.ceilDiv(-axis.position(window, 0), axis.dilation()));
  }

  /** Behind the last tap of a window in the image. */
  private static int end(Axis axis, int window) {
    int left = axis.size() - axis.position(window, 0);
    return Math.min(axis.kernel(), Math.ceilDiv(left, axis.dilation()));
  }
}
