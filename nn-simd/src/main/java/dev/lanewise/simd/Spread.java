package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

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

  private final VectorShuffle<Float> lanes;
  private final VectorMask<Float> taken;

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
    boolean[] takes = new boolean[COUNT];
    int[] sources = new int[COUNT];
    for (int lane = 0; lane < COUNT && pieces > 0; lane++) {
      takes[lane] = lane % pitch < used;
      sources[lane] = takes[lane] ? lane / pitch * step + lane % pitch : 0;
    }
    lanes = VectorShuffle.fromArray(FLOATS, sources, 0);
    taken = VectorMask.fromArray(FLOATS, takes, 0);
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
    int piece = 0;
    for (; piece <= last; piece += pieces) {
      FloatVector.fromArray(FLOATS, line, in + piece * step)
          .rearrange(lanes, taken)
          .intoArray(to, out + piece * pitch);
    }
    return piece;
  }
}
