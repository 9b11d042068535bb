package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Copies short pieces of a line, which may overlap, to places of their own, filled up with zeros.
 * Several are copied at once where they fit a vector. Immutable.
 */
final class Spread {
  private final int step;
  private final int used;
  private final int pitch;

  /** Pieces of a vector; 0 if they do not fit. */
  private final int pieces;

  /** Where each lane of a vector comes from; negative for those that are zero. */
  private final float[] lanes = new float[COUNT];

  /**
   * Pieces.
   *
   * @param step floats from the beginning of a piece to that of the next
   * @param used floats of a piece
   * @param pitch floats of a place, at least as many
   */
  Spread(int step, int used, int pitch) {
    this.step = step;
    this.used = used;
    this.pitch = pitch;
    int fitting = COUNT % pitch == 0 ? COUNT / pitch : 0;
    pieces = (fitting - 1) * step + used <= COUNT ? fitting : 0;
    for (int lane = 0; lane < COUNT; lane++) {
      int within = lane % pitch;
      lanes[lane] = within < used ? lane / pitch * step + within : -1;
    }
  }

  /** Copies pieces; none of what lies behind the last is read. */
  void copy(float[] line, int in, float[] to, int out, int count) {
    int end = in + (count - 1) * step + used;
    int piece = 0;
    if (pieces > 0) {
      int last = Math.min(count - pieces, Math.floorDiv(end - COUNT - in, step));
      piece = copyVectors(line, in, to, out, last);
    }
    for (; piece < count; piece++) {
      int from = in + piece * step;
      int next = out + piece * pitch;
      for (int i = 0; i < used; i++) {
        to[next + i] = line[from + i];
      }
      for (int i = used; i < pitch; i++) {
        to[next + i] = 0;
      }
    }
  }

  /** Copies pieces up to {@code last}, which may begin a vector; returns the next. */
  private int copyVectors(float[] line, int in, float[] to, int out, int last) {
    FloatVector from = FloatVector.fromArray(FLOATS, lanes, 0);
    VectorMask<Float> taken = from.compare(VectorOperators.GE, 0);
    FloatVector zero = FloatVector.zero(FLOATS);
    int piece = 0;
    for (; piece <= last; piece += pieces) {
      FloatVector floats = FloatVector.fromArray(FLOATS, line, in + piece * step);
      zero.blend(from.selectFrom(floats), taken).intoArray(to, out + piece * pitch);
    }
    return piece;
  }
}
