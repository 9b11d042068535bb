package dev.lanewise.kernels.reference;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;

/**
 * The specification of {@link ConvolutionKernel}. Some sums are computed at once, each in an array
 * of scratch memory that begins at index 0, for the reason that {@link ReferenceProducts} gives.
 */
final class ReferenceConvolution implements ConvolutionKernel {
  /** Sums of neighbouring pixels or channels that share a copied row or column of factors. */
  private static final int TILE = 16;

  private static final int FACTORS = 0;
  private static final int SUMS = 1;

  private final Convolution at;

  ReferenceConvolution(Convolution at) {
    this.at = at;
  }

  @Override
  public Filters filters(Panels w) {
    return Filters.asTheyLie(w);
  }

  @Override
  public Filters turnedFilters(Panels w) {
    return Filters.asTheyLie(w);
  }

  @Override
  public void prepare(Filters w) {}

  @Override
  public void turn(Filters w) {}

  @Override
  public void forward(
      Matrix x, Filters filters, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    Panels w = filters.weights();
    Windows windows = at.windows();
    for (int image = from; image < to; image++) {
      for (int group = 0; group < at.groups(); group++) {
        for (int row = 0; row < windows.rows().windows(); row++) {
          for (int column = 0; column < windows.columns().windows(); column += TILE) {
            int end = Math.min(column + TILE, windows.columns().windows());
            for (int panel = 0; panel < w.count(); panel++) {
              forwardTile(x, image, group, row, column, end, w, panel, bias, y, scratch);
            }
          }
        }
      }
    }
  }

  private void forwardTile(
      Matrix x,
      int image,
      int group,
      int row,
      int from,
      int to,
      Panels w,
      int panel,
      float[] bias,
      Matrix y,
      Scratch scratch) {
    Windows windows = at.windows();
    int channels = at.groupChannels();
    int n = w.panelColumns(panel);
    int unit = group * at.groupUnits() + panel * w.panelCols();
    for (int column = from; column < to; column++) {
      System.arraycopy(bias, unit, sums(column - from, n, scratch), 0, n);
    }
    int weightRow = group * at.depth();
    for (int i = 0; i < windows.rows().kernel(); i++) {
      int h = windows.rows().position(row, i);
      for (int j = 0; j < windows.columns().kernel(); j++) {
        for (int c = 0; c < channels; c++) {
          float[] weights = scratch.kernel().array(FACTORS, n);
          System.arraycopy(w.data(), w.row(panel, weightRow), weights, 0, n);
          weightRow++;
          for (int column = from; column < to; column++) {
            int v = windows.columns().position(column, j);
            float a = pixel(windows, x, image, h, v, group * channels + c);
            addTerm(a, weights, sums(column - from, n, scratch), n);
          }
        }
      }
    }
    for (int column = from; column < to; column++) {
      int window = row * windows.columns().windows() + column;
      int out = y.row(image) + window * at.units() + unit;
      System.arraycopy(sums(column - from, n, scratch), 0, y.data(), out, n);
    }
  }

  private static float pixel(Windows at, Matrix x, int image, int row, int column, int channel) {
    return at.rows().contains(row) && at.columns().contains(column)
        ? x.data()[x.row(image) + (row * at.columns().size() + column) * at.channels() + channel]
        : 0;
  }

  @Override
  public void inputGradient(
      Matrix dy, Filters filters, Matrix dx, int from, int to, Scratch scratch) {
    Panels w = filters.weights();
    Windows windows = at.windows();
    for (int image = from; image < to; image++) {
      for (int group = 0; group < at.groups(); group++) {
        for (int row = 0; row < windows.rows().size(); row++) {
          for (int column = 0; column < windows.columns().size(); column += TILE) {
            int end = Math.min(column + TILE, windows.columns().size());
            inputGradientTile(dy, image, group, row, column, end, w, dx, scratch);
          }
        }
      }
    }
  }

  private void inputGradientTile(
      Matrix dy,
      int image,
      int group,
      int row,
      int from,
      int to,
      Panels w,
      Matrix dx,
      Scratch scratch) {
    Windows windows = at.windows();
    int n = at.groupChannels();
    for (int column = from; column < to; column++) {
      Arrays.fill(sums(column - from, n, scratch), 0, n, 0);
    }
    for (int i = windows.rows().kernel() - 1; i >= 0; i--) {
      int windowRow = window(windows.rows(), row, i);
      if (windowRow == UNREACHED) {
        continue;
      }
      for (int j = windows.columns().kernel() - 1; j >= 0; j--) {
        int weightRow = group * at.depth() + (i * windows.columns().kernel() + j) * n;
        for (int u = 0; u < at.groupUnits(); u++) {
          float[] weights = scratch.kernel().array(FACTORS, n);
          copyColumn(w, weightRow, u, weights, n);
          int unit = group * at.groupUnits() + u;
          for (int column = from; column < to; column++) {
            int windowColumn = window(windows.columns(), column, j);
            if (windowColumn != UNREACHED) {
              float a = delta(dy, image, windowRow, windowColumn, unit);
              addTerm(a, weights, sums(column - from, n, scratch), n);
            }
          }
        }
      }
    }
    for (int column = from; column < to; column++) {
      int pixel = row * windows.columns().size() + column;
      int out = dx.row(image) + pixel * windows.channels() + group * n;
      System.arraycopy(sums(column - from, n, scratch), 0, dx.data(), out, n);
    }
  }

  private static final int UNREACHED = Integer.MIN_VALUE;

  /** Which window has a tap at a position, in the image or not; none if it lies between them. */
  private static int window(Axis axis, int position, int tap) {
    int distance = position + axis.before() - tap * axis.dilation();
    return Math.floorMod(distance, axis.stride()) == 0
        ? Math.floorDiv(distance, axis.stride())
        : UNREACHED;
  }

  private float delta(Matrix dy, int image, int row, int column, int unit) {
    Axis rows = at.windows().rows();
    Axis columns = at.windows().columns();
    boolean exists = row >= 0 && row < rows.windows() && column >= 0 && column < columns.windows();
    return exists
        ? dy.data()[dy.row(image) + (row * columns.windows() + column) * at.units() + unit]
        : 0;
  }

  private static void copyColumn(Panels w, int row, int col, float[] out, int rows) {
    int panel = col / w.panelCols();
    int start = w.row(panel, row) + col - panel * w.panelCols();
    int stride = w.panelStride(panel);
    for (int i = 0; i < rows; i++) {
      out[i] = w.data()[start + i * stride];
    }
  }

  @Override
  public void weightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Panels w,
      float[] gradient,
      int start,
      Scratch scratch) {
    Arrays.fill(gradient, start, start + w.size(), 0);
    Windows windows = at.windows();
    int channels = at.groupChannels();
    for (int group = 0; group < at.groups(); group++) {
      for (int tap = 0; tap < windows.taps(); tap++) {
        for (int c = 0; c < channels; c += TILE) {
          int end = Math.min(c + TILE, channels);
          for (int panel = 0; panel < w.count(); panel++) {
            weightGradientTile(
                x, dy, from, to, group, tap, c, end, w, panel, gradient, start, scratch);
          }
        }
      }
    }
  }

  private void weightGradientTile(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      int group,
      int tap,
      int channel,
      int endChannel,
      Panels w,
      int panel,
      float[] gradient,
      int start,
      Scratch scratch) {
    Windows windows = at.windows();
    int n = w.panelColumns(panel);
    int unit = group * at.groupUnits() + panel * w.panelCols();
    for (int c = channel; c < endChannel; c++) {
      Arrays.fill(sums(c - channel, n, scratch), 0, n, 0);
    }
    int columns = windows.columns().windows();
    for (int image = from; image < to; image++) {
      for (int window = 0; window < windows.count(); window++) {
        float[] deltas = scratch.kernel().array(FACTORS, n);
        System.arraycopy(dy.data(), dy.row(image) + window * at.units() + unit, deltas, 0, n);
        int h = windows.rows().position(window / columns, tap / windows.columns().kernel());
        int v = windows.columns().position(window % columns, tap % windows.columns().kernel());
        for (int c = channel; c < endChannel; c++) {
          float a = pixel(windows, x, image, h, v, group * at.groupChannels() + c);
          addTerm(a, deltas, sums(c - channel, n, scratch), n);
        }
      }
    }
    for (int c = channel; c < endChannel; c++) {
      int row = group * at.depth() + tap * at.groupChannels() + c;
      System.arraycopy(sums(c - channel, n, scratch), 0, gradient, start + w.row(panel, row), n);
    }
  }

  private static float[] sums(int index, int n, Scratch scratch) {
    return scratch.kernel().array(SUMS + index, n);
  }

  /** {@code y += a x}, each element with one rounding. */
  private static void addTerm(float a, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(a, x[i], y[i]);
    }
  }
}
