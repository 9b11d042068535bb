package dev.lanewise.bench.products;

import java.nio.file.Path;

/** Measures a native BLAS. */
final class NativeProcess {

  private NativeProcess() {}

  /** Takes whether to be quick, and the library's file. */
  public static void main(String[] args) {
    ProductMeasurement.run(
        new NativeMultiplier(Path.of(args[1])), Product.all(Boolean.parseBoolean(args[0])));
  }
}
