package dev.lanewise.simd;

import dev.lanewise.train.TrainingContract;

/** Whole trained models on the Vector API against the reference, bit for bit. */
final class SimdTrainingTest extends TrainingContract {

  @Override
  protected String backend() {
    return "simd";
  }
}
