package dev.lanewise.bench.products;

/**
 * A library that multiplies matrices or convolves images, on one thread.
 *
 * @param <C> which of them
 */
public interface Multiplier<C extends Calculation> {

  /**
   * Makes a product ready: operands are copied to where, and as, the library likes them.
   *
   * @param a as the product says
   * @param b as the product says
   */
  Multiplication prepare(C product, float[] a, float[] b);

  /** A product that can be computed again and again. */
  interface Multiplication {
    /** Computes it. */
    void run();

    /** An element of the result. */
    float get(int row, int col);
  }
}
