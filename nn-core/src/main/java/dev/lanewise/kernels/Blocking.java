package dev.lanewise.kernels;

/**
 * How the weight gradient likes its operands to lie in memory: in blocks of neighbouring columns,
 * each in one piece, if there are so many samples that copying them pays.
 *
 * @param inputs columns of a block of inputs; a block of units has those of a panel of weights
 * @param samples from this many samples on, reading copies saves more time than making them takes
 */
public record Blocking(int inputs, int samples) {

  /** Whether a batch of so many rows is copied, if its matrix does not lie as a block already. */
  public boolean copies(int rows) {
    return rows >= samples;
  }
}
