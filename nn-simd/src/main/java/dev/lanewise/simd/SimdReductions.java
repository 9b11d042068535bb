package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Reductions;
import dev.lanewise.kernels.reference.ReferenceReductions;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Sums over rows on the Vector API. */
final class SimdReductions implements Reductions {
  /** For what is computed in double, and seldom. */
  private final Reductions scalar = new ReferenceReductions();

  @Override
  public void columnSums(Matrix m, int from, int to, float[] out, int at) {
    int cols = m.cols();
    Arrays.fill(out, at, at + cols, 0);
    int bound = FLOATS.loopBound(cols);
    for (int row = from; row < to; row++) {
      addRow(m.data(), m.row(row), bound, out, at);
      for (int c = bound; c < cols; c++) {
        out[at + c] += m.data()[m.row(row) + c];
      }
    }
  }

  private static void addRow(float[] m, int row, int bound, float[] out, int at) {
    for (int c = 0; c < bound; c += COUNT) {
      FloatVector sum = FloatVector.fromArray(FLOATS, out, at + c);
      sum.add(FloatVector.fromArray(FLOATS, m, row + c)).intoArray(out, at + c);
    }
  }

  @Override
  public void columnSquares(Panels m, int panel, double[] out) {
    scalar.columnSquares(m, panel, out);
  }
}
