package dev.lanewise.engine;

/** How finely the two phases are cut: a matter of speed only, never of results. */
public final class Chunks {
  /** Multiply-adds that are worth claiming a chunk: some microseconds. */
  private static final long WORTHWHILE = 1 << 17;

  private static final int ROW_STEP = 4;

  /** Parameters that fit a second-level cache of 1 MB, in floats. */
  private static final long CACHED = 1 << 18;

  /** Rows whose activations still fit that cache beside a panel of weights. */
  private static final int MOST_ROWS = 64;

  /** Rows for each worker up to which weights are more than rows, or tiles of rows not full. */
  private static final int ROWS_BY_UNITS = 16;

  private Chunks() {}

  /**
   * Rows of a chunk of the first phase. Weights that stay in a core's cache are cheap to read
   * again, so chunks are as small as a tile; others are read from further away once for each chunk,
   * so a chunk is a worker's whole share, up to a limit.
   *
   * @param rows samples of the batch
   * @param tile rows that a product computes at once
   * @param elements all elements of the parameters
   */
  public static int rows(int rows, int workers, int tile, long elements) {
    int share = Math.ceilDiv(rows, workers);
    if (elements <= CACHED && share >= 2 * tile) {
      return tile;
    }
    int chunks = Math.ceilDiv(share, MOST_ROWS);
    return Math.ceilDiv(Math.ceilDiv(share, chunks), ROW_STEP) * ROW_STEP;
  }

  /**
   * Whether the first layers of a short batch are better cut by units than by rows. Then a worker
   * reads its part of the weights only, which it has updated itself and still has in its cache, but
   * all rows.
   *
   * @param rows samples of the batch
   */
  public static boolean byUnits(int rows, int workers) {
    return workers > 1 && rows <= ROWS_BY_UNITS * workers;
  }

  /**
   * Parts of a chunk of the second phase.
   *
   * @param parts all parts
   * @param elements all elements of the parameters
   * @param samples rows that each gradient sums over
   */
  public static int parts(int parts, long elements, int samples, int workers) {
    if (workers == 1) {
      return parts;
    }
    long cost = Math.max(1, elements * (samples + 8L) / parts);
    return Math.clamp(WORTHWHILE / cost, 1, parts);
  }
}
