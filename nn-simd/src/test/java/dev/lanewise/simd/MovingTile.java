package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * A kernel that is wrong on purpose: its sums are factors of the multiply-adds, which overwrite the
 * addend, so that C2 copies that first.
 */
final class MovingTile {

  private MovingTile() {}

  static void sum(float[] values, float[] out) {
    FloatVector b = FloatVector.broadcast(FLOATS, 1e-3f);
    FloatVector c0 = b;
    FloatVector c1 = b;
    for (int k = 0; k < values.length; k++) {
      FloatVector a = FloatVector.broadcast(FLOATS, values[k]);
      c0 = c0.fma(a, b);
      c1 = c1.fma(a, b);
    }
    c0.add(c1).intoArray(out, 0);
  }
}
