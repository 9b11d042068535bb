package dev.lanewise.kernels.reference;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Interpolation;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;

/** The specification of {@link Pooling}. */
final class ReferencePooling implements Pooling {

  @Override
  public void maximum(Windows at, Matrix x, Matrix y, int from, int to) {
    for (int image = from; image < to; image++) {
      for (int window = 0; window < at.count(); window++) {
        int out = y.row(image) + window * at.channels();
        boolean first = true;
        for (int tap = 0; tap < at.taps(); tap++) {
          int pixel = pixel(at, window, tap);
          if (pixel < 0) {
            continue;
          }
          int in = x.row(image) + pixel;
          for (int c = 0; c < at.channels(); c++) {
            float value = x.data()[in + c];
            if (first || value > y.data()[out + c] || Float.isNaN(value)) {
              y.data()[out + c] = value;
            }
          }
          first = false;
        }
      }
    }
  }

  @Override
  public void maximumGradient(
      Windows at, Matrix x, Matrix y, Matrix dy, Matrix dx, int from, int to) {
    for (int image = from; image < to; image++) {
      Arrays.fill(dx.data(), dx.row(image), dx.row(image) + at.imageSize(), 0);
      for (int window = 0; window < at.count(); window++) {
        for (int c = 0; c < at.channels(); c++) {
          int out = window * at.channels() + c;
          float largest = y.data()[y.row(image) + out];
          int pixel = first(at, window, x, x.row(image) + c, largest);
          dx.data()[dx.row(image) + pixel + c] += dy.data()[dy.row(image) + out];
        }
      }
    }
  }

  /** The pixel of a window's first tap that has a value. */
  private static int first(Windows at, int window, Matrix x, int image, float value) {
    int found = 0;
    for (int tap = at.taps() - 1; tap >= 0; tap--) {
      int pixel = pixel(at, window, tap);
      if (pixel >= 0) {
        float other = x.data()[image + pixel];
        found = other == value || Float.isNaN(other) ? pixel : found;
      }
    }
    return found;
  }

  @Override
  public void sum(Windows at, float[] factors, Matrix x, Matrix y, int from, int to) {
    int columns = at.columns().windows();
    for (int image = from; image < to; image++) {
      for (int window = 0; window < at.count(); window++) {
        for (int c = 0; c < at.channels(); c++) {
          float sum = windowSum(at, window / columns, window % columns, x, x.row(image) + c);
          y.data()[y.row(image) + window * at.channels() + c] = sum * factors[window];
        }
      }
    }
  }

  private static float windowSum(Windows at, int row, int column, Matrix x, int image) {
    Axis rows = at.rows();
    float sum = 0;
    boolean first = true;
    for (int i = 0; i < rows.kernel(); i++) {
      int h = rows.position(row, i);
      if (rows.contains(h)) {
        float ofRow = rowSum(at, h, column, x, image);
        sum = first ? ofRow : sum + ofRow;
        first = false;
      }
    }
    return sum;
  }

  private static float rowSum(Windows at, int h, int column, Matrix x, int image) {
    Axis columns = at.columns();
    float sum = 0;
    boolean first = true;
    for (int j = 0; j < columns.kernel(); j++) {
      int v = columns.position(column, j);
      if (columns.contains(v)) {
        float value = x.data()[image + (h * columns.size() + v) * at.channels()];
        sum = first ? value : sum + value;
        first = false;
      }
    }
    return sum;
  }

  @Override
  public void sumGradient(Windows at, float[] factors, Matrix dy, Matrix dx, int from, int to) {
    for (int image = from; image < to; image++) {
      Arrays.fill(dx.data(), dx.row(image), dx.row(image) + at.imageSize(), 0);
      for (int window = 0; window < at.count(); window++) {
        for (int tap = 0; tap < at.taps(); tap++) {
          int pixel = pixel(at, window, tap);
          if (pixel < 0) {
            continue;
          }
          for (int c = 0; c < at.channels(); c++) {
            float delta = dy.data()[dy.row(image) + window * at.channels() + c];
            dx.data()[dx.row(image) + pixel + c] += delta * factors[window];
          }
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
          for (int c = 0; c < channels; c++) {
            y.data()[out] = between(rows, h, columns, v, channels, x.data(), x.row(image) + c);
            out++;
          }
        }
      }
    }
  }

  private static float between(
      Interpolation rows, int h, Interpolation columns, int v, int channels, float[] x, int image) {
    float sum = 0;
    for (int i = rows.begins()[h]; i < rows.begins()[h + 1]; i++) {
      int row = rows.positions()[i] * columns.size();
      for (int j = columns.begins()[v]; j < columns.begins()[v + 1]; j++) {
        float weight = rows.weights()[i] * columns.weights()[j];
        sum = Math.fma(x[image + (row + columns.positions()[j]) * channels], weight, sum);
      }
    }
    return sum;
  }

  /** The index within an image of the pixel of a tap, or -1 if it lies outside. */
  private static int pixel(Windows at, int window, int tap) {
    Axis rows = at.rows();
    Axis columns = at.columns();
    int h = rows.position(window / columns.windows(), tap / columns.kernel());
    int v = columns.position(window % columns.windows(), tap % columns.kernel());
    return rows.contains(h) && columns.contains(v) ? (h * columns.size() + v) * at.channels() : -1;
  }
}
