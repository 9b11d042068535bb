package dev.lanewise.kernels.reference;

import dev.lanewise.kernels.Backend;
import dev.lanewise.kernels.Kernels;
import java.util.Optional;

/** Scalar Java, on every machine. */
public final class ReferenceBackend implements Backend {
  private static final Kernels KERNELS = new ReferenceKernels();

  /** Creates the provider. */
  public ReferenceBackend() {}

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
