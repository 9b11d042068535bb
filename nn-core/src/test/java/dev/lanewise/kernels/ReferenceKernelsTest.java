package dev.lanewise.kernels;

class ReferenceKernelsTest extends KernelsContract {
  @Override
  protected Kernels kernels() {
    return new ReferenceKernels();
  }
}
