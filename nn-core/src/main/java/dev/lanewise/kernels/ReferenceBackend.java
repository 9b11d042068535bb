package dev.lanewise.kernels;

import java.util.Optional;

/** Scalar Java, on every machine. */
final class ReferenceBackend implements Backend {
  private static final Kernels KERNELS = new ReferenceKernels();

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public String description() {
    return "scalar Java loops";
  }

  @Override
  public Kernels kernels() {
    return KERNELS;
  }
}
