package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.lanewise.Matrix;
import dev.lanewise.random.DropoutMask;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Dropout: {@link DropoutMask}'s generator in integer lanes. */
final class DropoutKernel {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  private DropoutKernel() {}

  /** Drops the same columns at each position of a row. */
  static void apply(Matrix x, Matrix y, int positions, float rate, long key, int from, int to) {
    int threshold = DropoutMask.threshold(rate);
    float scale = DropoutMask.scale(rate);
    int n = x.cols() / positions;
    int whole = FLOATS.loopBound(n);
    for (int row = from; row < to; row++) {
      int rowKey = DropoutMask.rowKey(key, row);
      for (int position = 0; position < positions; position++) {
        int in = x.row(row) + position * n;
        int out = y.row(row) + position * n;
        wholeVectors(x.data(), in, y.data(), out, whole, rowKey, threshold, scale);
        for (int c = whole; c < n; c++) {
          boolean dropped = DropoutMask.random24(rowKey, c) < threshold;
          y.data()[out + c] = dropped ? 0 : x.data()[in + c] * scale;
        }
      }
    }
  }

  private static void wholeVectors(
      float[] x, int in, float[] y, int out, int n, int rowKey, int threshold, float scale) {
    // Column 0, 1, 2 and so on, times the generator's step.
    IntVector steps = IntVector.zero(INTS).addIndex(1).mul(DropoutMask.COLUMN_STEP);
    for (int c = 0; c < n; c += COUNT) {
      IntVector z = steps.add(rowKey + c * DropoutMask.COLUMN_STEP);
      z = z.lanewise(LSHR, 16).lanewise(XOR, z);
      z = z.mul(DropoutMask.MULTIPLIER_1);
      z = z.lanewise(LSHR, 15).lanewise(XOR, z);
      z = z.mul(DropoutMask.MULTIPLIER_2);
      z = z.lanewise(LSHR, 15).lanewise(XOR, z);
      VectorMask<Float> dropped = z.lanewise(LSHR, 8).compare(LT, threshold).cast(FLOATS);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + c).mul(scale);
      v.blend(0, dropped).intoArray(y, out + c);
    }
  }
}
