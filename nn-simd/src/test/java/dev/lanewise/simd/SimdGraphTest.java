package dev.lanewise.simd;

import dev.lanewise.train.GraphContract;

/** Trained graphs on the Vector API against the reference, bit for bit. */
final class SimdGraphTest extends GraphContract {

  @Override
  protected String backend() {
    return "simd";
  }
}
