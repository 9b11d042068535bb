package dev.lanewise.engine;

import dev.lanewise.kernels.Panels;

/** Scales the columns of a parameter whose norm is too large. */
public final class MaxNorm {

  private MaxNorm() {}

  /** Constrains every column; norms are summed in double down the rows. */
  public static void constrain(Panels w, double limit) {
    for (int panel = 0; panel < w.count(); panel++) {
      for (int column = 0; column < w.panelColumns(panel); column++) {
        constrain(w, w.row(panel, 0) + column, w.panelStride(panel), limit);
      }
    }
  }

  private static void constrain(Panels w, int first, int stride, double limit) {
    float[] data = w.data();
    double squares = 0;
    for (int row = 0; row < w.rows(); row++) {
      double value = data[first + row * stride];
      squares += value * value;
    }
    double scale = NormLimit.factor(squares, limit);
    for (int row = 0; scale < 1 && row < w.rows(); row++) {
      int i = first + row * stride;
      data[i] = (float) (data[i] * scale);
    }
  }
}
