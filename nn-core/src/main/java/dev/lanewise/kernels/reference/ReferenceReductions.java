package dev.lanewise.kernels.reference;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Reductions;
import java.util.Arrays;

/** The specification of {@link Reductions}. */
public final class ReferenceReductions implements Reductions {

  /** Creates the kernels; they have no state. */
  public ReferenceReductions() {}

  @Override
  public void columnSums(Matrix m, int from, int to, float[] out, int at) {
    Arrays.fill(out, at, at + m.cols(), 0);
    for (int row = from; row < to; row++) {
      for (int c = 0; c < m.cols(); c++) {
        out[at + c] += m.data()[m.row(row) + c];
      }
    }
  }

  @Override
  public void columnSquares(Panels m, int panel, double[] out) {
    int columns = m.panelColumns(panel);
    int first = panel * m.panelCols();
    Arrays.fill(out, first, first + columns, 0);
    for (int row = 0; row < m.rows(); row++) {
      int at = m.row(panel, row);
      for (int c = 0; c < columns; c++) {
        double value = m.data()[at + c];
        out[first + c] += value * value;
      }
    }
  }
}
