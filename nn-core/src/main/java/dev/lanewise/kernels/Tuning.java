package dev.lanewise.kernels;

/**
 * What suits a backend: a matter of speed only, never of results.
 *
 * @param rowTile rows that a product computes at once; ranges of a multiple of it are the fastest
 * @param blocking how the weight gradient likes its operands; it takes any
 * @param parts how gradients are cut
 * @param chunking how finely the work of a step is dealt out
 */
public record Tuning(int rowTile, Blocking blocking, Parts parts, Chunking chunking) {}
