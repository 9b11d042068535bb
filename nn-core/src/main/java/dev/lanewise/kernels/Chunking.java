package dev.lanewise.kernels;

/**
 * How finely the work of a step is dealt out to workers.
 *
 * @param worthwhile multiply-adds that are worth claiming a chunk: some microseconds
 * @param cached parameters that fit a second-level cache, in floats
 * @param mostRows rows whose activations still fit that cache beside a panel of weights
 * @param rowsByUnits rows for each worker up to which weights are more than rows, or tiles of rows
 *     not full
 * @param rowStep divides the rows of a chunk that is no tile; a multiple of 4, as the tile's are
 * @param activations of a worker's chunk that fit its share of a third-level cache, in floats
 * @param block activations that fit a second-level cache, in floats
 */
public record Chunking(
    long worthwhile,
    long cached,
    int mostRows,
    int rowsByUnits,
    int rowStep,
    long activations,
    int block) {}
