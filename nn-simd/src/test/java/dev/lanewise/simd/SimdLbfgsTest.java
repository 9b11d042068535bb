package dev.lanewise.simd;

import dev.lanewise.lbfgs.LbfgsContract;

/** L-BFGS on the Vector API against the reference, bit for bit. */
final class SimdLbfgsTest extends LbfgsContract {

  @Override
  protected String backend() {
    return "simd";
  }
}
