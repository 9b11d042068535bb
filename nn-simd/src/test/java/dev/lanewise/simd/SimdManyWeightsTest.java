package dev.lanewise.simd;

import dev.lanewise.train.ManyWeightsContract;

/** A convolution of many weights on the Vector API. */
final class SimdManyWeightsTest extends ManyWeightsContract {

  @Override
  protected String backend() {
    return "simd";
  }
}
