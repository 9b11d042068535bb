package dev.lanewise.train;

/** How finely the two phases are cut: a matter of speed only, never of results. */
final class Chunks {
  /** Multiply-adds that are worth claiming a chunk: some microseconds. */
  private static final long WORTHWHILE = 1 << 17;

  private static final int ROW_STEP = 4;

  private Chunks() {}

  /**
   * Rows of a chunk of the first phase: whole tiles when there are plenty of them, otherwise two
   * chunks for each worker.
   */
  static int rows(int rows, int workers, int tile) {
    if (workers == 1) {
      return Math.max(rows, 1);
    }
    if (rows >= 12 * tile * workers) {
      return 2 * tile;
    }
    if (rows >= 4 * tile * workers) {
      return tile;
    }
    return Math.ceilDiv(Math.ceilDiv(rows, 2 * workers), ROW_STEP) * ROW_STEP;
  }

  /**
   * Parts of a chunk of the second phase.
   *
   * @param parts all parts
   * @param elements all elements of the parameters
   * @param samples rows that each gradient sums over
   */
  static int parts(int parts, long elements, int samples, int workers) {
    if (workers == 1) {
      return parts;
    }
    long cost = Math.max(1, elements * (samples + 8L) / parts);
    return Math.clamp(WORTHWHILE / cost, 1, parts);
  }
}
