package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** Copies of a few floats, for which the call of {@link System#arraycopy} would take longer. */
final class Copies {
  private static final int MANY = 256;

  private Copies() {}

  /** Copies {@code length} floats to another array, or behind in the same one. */
  static void copy(float[] from, int in, float[] to, int out, int length) {
    if (length > MANY) {
      System.arraycopy(from, in, to, out, length);
    } else if (length >= COUNT) {
      int last = length - COUNT;
      for (int i = 0; i < last; i += COUNT) {
        FloatVector.fromArray(FLOATS, from, in + i).intoArray(to, out + i);
      }
      FloatVector.fromArray(FLOATS, from, in + last).intoArray(to, out + last);
    } else {
      for (int i = 0; i < length; i++) {
        to[out + i] = from[in + i];
      }
    }
  }

  /** Fills up with zeros. */
  static void zero(float[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] = 0;
    }
  }
}
