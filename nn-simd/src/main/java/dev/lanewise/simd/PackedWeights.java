package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.kernels.Axis.Residue;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;

/**
 * The weights of a group in the form that {@link ImageProduct} takes: whole panels, in each of them
 * for each row of taps whole rounds. What fills them up is {@code -0}: its product with {@code +0}
 * leaves every sum as it is, even {@code -0}.
 */
final class PackedWeights {

  private PackedWeights() {}

  /** Whether weights lie in that form already. */
  static boolean areReady(ImageProduct product, Convolution at) {
    return at.groupUnits() % PANEL == 0
        && product.depth() == at.depth()
        && (at.groups() == 1 || at.groupUnits() == PANEL);
  }

  /** The floats of the weights of a group. */
  static int size(int cols, ImageProduct product) {
    return Math.ceilDiv(cols, PANEL) * PANEL * product.depth();
  }

  /** Copies the weights of a group. */
  static void pack(Filters filters, int group, Convolution at, ImageProduct product) {
    Panels w = filters.weights();
    float[] packed = filters.prepared();
    int begin = group * size(w.cols(), product);
    Arrays.fill(packed, begin, begin + size(w.cols(), product), -0f);
    int rows = at.windows().rows().kernel();
    int columns = at.windows().columns().kernel();
    int channels = at.groupChannels();
    for (int panel = 0; panel < w.count(); panel++) {
      int width = w.panelColumns(panel);
      int stride = w.panelStride(panel);
      for (int tap = 0; tap < rows * columns; tap++) {
        int in = w.row(panel, group * at.depth() + tap * channels);
        int row = tap / columns * product.depthOfRow() + tap % columns * product.depthOfTap();
        int out = begin + (panel * product.depth() + row) * PANEL;
        for (int k = 0; k < channels; k++) {
          Copies.copy(w.data(), in + k * stride, packed, out + k * PANEL, width);
        }
      }
    }
  }

  /** Copies those weights of a group that some pixels' gradients need, turned around. */
  static void turn(
      Filters filters,
      int firstGroup,
      int group,
      Convolution at,
      Residue rows,
      Residue columns,
      ImageProduct product) {
    float[] turned = filters.prepared();
    int size = size(at.groupChannels(), product);
    int begin = firstGroup + group * size;
    Arrays.fill(turned, begin, begin + size, -0f);
    Windows windows = at.windows();
    int rowTaps = rows.windows().getFirst().kernel();
    int columnTaps = columns.windows().getFirst().kernel();
    for (int i = 0; i < rowTaps; i++) {
      int row = rows.firstTap() + (rowTaps - 1 - i) * rows.tapStep();
      for (int j = 0; j < columnTaps; j++) {
        int column = columns.firstTap() + (columnTaps - 1 - j) * columns.tapStep();
        int tap = row * windows.columns().kernel() + column;
        int in = group * at.depth() + tap * at.groupChannels();
        int first = i * product.depthOfRow() + j * product.depthOfTap();
        turnTap(filters.weights(), in, at.groupChannels(), turned, begin, first, product);
      }
    }
  }

  /** Transposes the weights of a tap: rows {@code [row, row + channels)} become columns. */
  private static void turnTap(
      Panels w,
      int row,
      int channels,
      float[] turned,
      int begin,
      int firstRow,
      ImageProduct product) {
    for (int panel = 0; panel < w.count(); panel++) {
      int width = w.panelColumns(panel);
      int stride = w.panelStride(panel);
      int first = firstRow + panel * w.panelCols();
      for (int channel = 0; channel < channels; channel++) {
        int in = w.row(panel, row) + channel * stride;
        int out = begin + (channel / PANEL * product.depth() + first) * PANEL;
        out += channel % PANEL;
        for (int unit = 0; unit < width; unit++) {
          turned[out + unit * PANEL] = w.data()[in + unit];
        }
      }
    }
  }
}
