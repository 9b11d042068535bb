package dev.lanewise.simd;

import dev.lanewise.train.ExchangeContract;

/** Shards whose gradients come from different backends. */
final class SimdExchangeTest extends ExchangeContract {

  @Override
  protected String backend() {
    return "simd";
  }
}
