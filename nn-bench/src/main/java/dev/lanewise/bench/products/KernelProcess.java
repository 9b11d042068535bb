package dev.lanewise.bench.products;

import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;

/** Measures Lanewise's kernels. */
final class KernelProcess {

  private KernelProcess() {}

  /** Takes whether to be quick. */
  public static void main(String[] args) {
    Kernels kernels = Backends.select().backend().kernels();
    boolean quick = Boolean.parseBoolean(args[0]);
    ProductMeasurement.run(new KernelMultiplier(kernels), Product.all(quick));
    ProductMeasurement.run(new KernelConvolver(kernels), ConvolutionProduct.all(quick));
  }
}
