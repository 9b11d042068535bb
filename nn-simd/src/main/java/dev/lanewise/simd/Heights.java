package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

/** The heights of the tiles of {@link RoundTiles}: 12 with many registers, 6, and 4. */
final class Heights {
  private static final int W_STEP = ROUND * PANEL;

  private Heights() {}

  /**
   * The height of the next tile. A last one begins sooner if need be.
   *
   * @param left rows that are not computed yet
   * @param all how many there are, at least 4
   */
  static int next(int left, int all) {
    if (MANY_REGISTERS && left > 10 && all >= 12) {
      return 12;
    }
    return (left == 5 || left == 6 || left > 8) && all >= 6 ? 6 : 4;
  }

  /** How many rows are computed for so many. */
  static int computed(int rows) {
    int computed = 0;
    while (computed < rows) {
      computed += next(rows - computed, rows);
    }
    return computed;
  }

  /** A tile of a product. */
  static void product(
      int height,
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    switch (height) {
      case 12 ->
          RoundTiles.product12(
              a, base, table, w, at, W_STEP, rounds, sums, from, step, y, out, stride);
      case 6 ->
          RoundTiles.product6(
              a, base, table, w, at, W_STEP, rounds, sums, from, step, y, out, stride);
      default ->
          RoundTiles.product4(
              a, base, table, w, at, W_STEP, rounds, sums, from, step, y, out, stride);
    }
  }

  /** A tile of a weight gradient, whose rows of sums are {@code step} apart. */
  static void gradient(
      int height,
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    switch (height) {
      case 12 ->
          RoundTiles.windowGradient12(
              a, base, table, w, at, W_STEP, rounds, sums, from, step, y, out, stride);
      case 6 ->
          RoundTiles.windowGradient6(
              a, base, table, w, at, W_STEP, rounds, sums, from, step, y, out, stride);
      default ->
          RoundTiles.windowGradient4(
              a, base, table, w, at, W_STEP, rounds, sums, from, step, y, out, stride);
    }
  }
}
