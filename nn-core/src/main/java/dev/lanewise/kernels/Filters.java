package dev.lanewise.kernels;

/**
 * The weights of a convolution, and what a kernel has made of them to read them faster.
 *
 * @param weights the weights
 * @param prepared in a form of the kernel's choice; empty if it reads the weights as they lie
 */
public record Filters(Panels weights, float[] prepared) {

  /** Weights that are read as they lie. */
  public static Filters asTheyLie(Panels weights) {
    return new Filters(weights, new float[0]);
  }
}
