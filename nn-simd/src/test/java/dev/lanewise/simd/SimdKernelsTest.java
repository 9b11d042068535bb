package dev.lanewise.simd;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.KernelsContract;

/** The kernels on the Vector API against the reference, bit for bit. */
final class SimdKernelsTest extends KernelsContract {

  @Override
  protected Kernels kernels() {
    return new SimdKernels();
  }
}
