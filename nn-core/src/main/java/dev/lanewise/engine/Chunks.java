package dev.lanewise.engine;

import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.Tuning;

/**
 * How finely the stages of a batch are cut: a matter of speed only, never of results.
 *
 * @param tuning what suits the backend
 * @param workers who share the work
 * @param elements all elements of the parameters
 */
record Chunks(Tuning tuning, int workers, long elements) {

  /**
   * Rows of a chunk. Weights that stay in a core's cache are cheap to read again, so chunks are as
   * small as a tile; others are read from further away once for each chunk, so a chunk is a
   * worker's whole share, up to a limit.
   *
   * @param rows samples of the batch
   */
  int rows(int rows) {
    Chunking chunking = tuning.chunking();
    int share = Math.ceilDiv(rows, workers);
    if (elements <= chunking.cached() && share >= 2 * tuning.rowTile()) {
      return tuning.rowTile();
    }
    int chunks = Math.ceilDiv(share, chunking.mostRows());
    int step = chunking.rowStep();
    return Math.ceilDiv(Math.ceilDiv(share, chunks), step) * step;
  }

  /**
   * Whether the first layers of a short batch are better cut by units than by rows. Then a worker
   * reads its part of the weights only, which it has updated itself and still has in its cache, but
   * all rows.
   *
   * @param rows samples of the batch
   */
  boolean byUnits(int rows) {
    return workers > 1 && rows <= tuning.chunking().rowsByUnits() * workers;
  }

  /**
   * Parts of parameters of a chunk.
   *
   * @param parts all parts
   * @param samples rows that each gradient sums over
   */
  int parts(int parts, int samples) {
    if (workers == 1) {
      return parts;
    }
    long cost = Math.max(1, elements * (samples + 8L) / parts);
    return Math.clamp(tuning.chunking().worthwhile() / cost, 1, parts);
  }
}
