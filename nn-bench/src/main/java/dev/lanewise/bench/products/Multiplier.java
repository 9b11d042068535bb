package dev.lanewise.bench.products;

/** A library that multiplies matrices, on one thread. */
public interface Multiplier {

  /**
   * Makes a product ready: operands are copied to where, and as, the library likes them.
   *
   * @param a as {@link Product} says
   * @param b as {@link Product} says
   */
  Multiplication prepare(Product product, float[] a, float[] b);

  /** A product that can be computed again and again. */
  interface Multiplication {
    /** Computes it. */
    void run();

    /** An element of the result. */
    float get(int row, int col);
  }
}
