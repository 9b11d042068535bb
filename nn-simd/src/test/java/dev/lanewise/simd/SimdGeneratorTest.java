package dev.lanewise.simd;

import dev.lanewise.predict.GeneratorContract;

class SimdGeneratorTest extends GeneratorContract {
  @Override
  protected String backend() {
    return "simd";
  }
}
