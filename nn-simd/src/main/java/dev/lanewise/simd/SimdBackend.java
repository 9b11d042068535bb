package dev.lanewise.simd;

import dev.lanewise.kernels.Backend;
import dev.lanewise.kernels.Kernels;
import java.util.Optional;

/**
 * The backend on the Vector API. It touches no class of the incubator module before {@link
 * #obstacle} has found that the module is there.
 */
public final class SimdBackend implements Backend {
  private static final int SMALLEST_USEFUL_BITS = 128;

  /** Creates the provider; called by the service loader. */
  public SimdBackend() {}

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public int preference() {
    return 100;
  }

  @Override
  public Optional<String> obstacle() {
    if (!vectorModulePresent()) {
      return Optional.of(
          "the module jdk.incubator.vector is not loaded; start java with --add-modules jdk.incubator.vector");
    }
    int bits = Machine.vectorBits();
    if (bits < SMALLEST_USEFUL_BITS) {
      return Optional.of(
          "vectors here have " + bits + " bits; at least " + SMALLEST_USEFUL_BITS + " are needed");
    }
    return Machine.obstacle();
  }

  private static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  @Override
  public String description() {
    return vectorModulePresent()
        ? "Vector API, %s-bit vectors (%s floats)"
            .formatted(Machine.vectorBits(), Machine.vectorBits() / Float.SIZE)
        : "Vector API";
  }

  @Override
  public Kernels kernels() {
    return Holder.KERNELS;
  }

  private static final class Holder {
    static final Kernels KERNELS = new SimdKernels();
  }
}
