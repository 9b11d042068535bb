package dev.lanewise.engine;

import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.Tuning;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;

/**
 * How finely the stages of a batch are cut: a matter of speed only, never of results.
 *
 * @param tuning what suits the backend
 * @param workers who share the work
 * @param elements all elements of the parameters
 * @param activations all elements of a sample's values
 * @param step what must divide the rows of a chunk, as some pass cannot be cut more finely: a power
 *     of two
 */
record Chunks(Tuning tuning, int workers, long elements, long activations, int step) {
  /** With fewer rows, reading the weights once more would cost more than activations do. */
  private static final int LEAST_ROWS = 16;

  /** Chunks of a network's batches, whose passes are bound. */
  static Chunks of(Tuning tuning, int workers, Network network, Wiring wiring, int step) {
    long activations = wiring.works().stream().mapToLong(work -> work.output().size()).sum();
    return new Chunks(tuning, workers, network.parameterCount(), activations, step);
  }

  /**
   * Rows of a chunk. Weights that stay in a core's cache are cheap to read again, so chunks are as
   * small as a tile; others are read from further away once for each chunk, so a chunk is a
   * worker's whole share, up to a limit: what goes forward should still be in a cache when it goes
   * backward.
   *
   * @param rows samples of the batch
   */
  int rows(int rows) {
    Chunking chunking = tuning.chunking();
    int share = Math.ceilDiv(rows, workers);
    int tile = tuning.rowTile();
    if (elements <= chunking.cached() && share >= 2 * tile && tile % step == 0) {
      return tile;
    }
    int chunks = Math.ceilDiv(share, mostRows(chunking));
    int multiple = Math.max(step, chunking.rowStep());
    return Math.ceilDiv(Math.ceilDiv(share, chunks), multiple) * multiple;
  }

  private int mostRows(Chunking chunking) {
    long fitting = chunking.activations() / Math.max(1, activations);
    return Math.clamp(fitting, LEAST_ROWS, chunking.mostRows());
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
