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
  /** So many vectors of columns are read one after the other, each summed in a register. */
  private static final int FEW = 4;

  /** For what is computed in double, and seldom. */
  private final Reductions scalar = new ReferenceReductions();

  @Override
  public void columnSums(Matrix m, int from, int to, float[] out, int at) {
    int cols = m.cols();
    int in = m.row(from);
    int rows = to - from;
    int bound = FLOATS.loopBound(cols);
    if (bound > FEW * COUNT) {
      addRows(m.data(), in, m.stride(), rows, bound, out, at);
    } else {
      for (int c = 0; c < bound; c += COUNT) {
        sumVector(m.data(), in + c, m.stride(), rows, out, at + c);
      }
    }
    int column = bound;
    for (; column < cols && cols >= 4; column += 4) {
      int first = Math.min(column, cols - 4);
      sumFour(m.data(), in + first, m.stride(), rows, out, at + first);
    }
    for (; column < cols; column++) {
      sumOne(m.data(), in + column, m.stride(), rows, out, at + column);
    }
  }

  private static void sumFour(float[] m, int in, int stride, int rows, float[] out, int at) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int row = 0; row < rows; row++) {
      int next = in + row * stride;
      a += m[next];
      b += m[next + 1];
      c += m[next + 2];
      d += m[next + 3];
    }
    out[at] = a;
    out[at + 1] = b;
    out[at + 2] = c;
    out[at + 3] = d;
  }

  private static void sumOne(float[] m, int in, int stride, int rows, float[] out, int at) {
    float sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += m[in + row * stride];
    }
    out[at] = sum;
  }

  private static void addRows(
      float[] m, int in, int stride, int rows, int bound, float[] out, int at) {
    Arrays.fill(out, at, at + bound, 0);
    for (int row = 0; row < rows; row++) {
      int next = in + row * stride;
      for (int c = 0; c < bound; c += COUNT) {
        FloatVector sum = FloatVector.fromArray(FLOATS, out, at + c);
        sum.add(FloatVector.fromArray(FLOATS, m, next + c)).intoArray(out, at + c);
      }
    }
  }

  private static void sumVector(float[] m, int in, int stride, int rows, float[] out, int at) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int row = 0; row < rows; row++) {
      sum = FloatVector.fromArray(FLOATS, m, in + row * stride).add(sum);
    }
    sum.intoArray(out, at);
  }

  @Override
  public void columnSquares(Panels m, int panel, double[] out) {
    scalar.columnSquares(m, panel, out);
  }
}
