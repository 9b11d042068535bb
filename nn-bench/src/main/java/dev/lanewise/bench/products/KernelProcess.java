package dev.lanewise.bench.products;

import dev.lanewise.kernels.Backends;

/** Measures Lanewise's kernels. */
final class KernelProcess {

  private KernelProcess() {}

  /** Takes whether to be quick. */
  public static void main(String[] args) {
    ProductMeasurement.run(
        new KernelMultiplier(Backends.select().backend().kernels()),
        Product.all(Boolean.parseBoolean(args[0])));
  }
}
