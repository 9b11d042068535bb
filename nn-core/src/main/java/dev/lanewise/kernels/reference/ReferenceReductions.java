package dev.lanewise.kernels.reference;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Reductions;
import java.util.Arrays;

/** The specification of {@link Reductions}. */
final class ReferenceReductions implements Reductions {

  @Override
  public void columnSums(Matrix m, int from, int to, float[] out, int at) {
    Arrays.fill(out, at, at + m.cols(), 0);
    for (int row = from; row < to; row++) {
      for (int c = 0; c < m.cols(); c++) {
        out[at + c] += m.data()[m.row(row) + c];
      }
    }
  }
}
