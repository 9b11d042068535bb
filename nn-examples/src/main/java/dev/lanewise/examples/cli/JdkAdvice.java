package dev.lanewise.examples.cli;

import java.util.Optional;

/** Knows which JDKs to avoid. */
final class JdkAdvice {
  private static final int FEATURE = 25;
  private static final int FIRST_GOOD_UPDATE = 3;

  private JdkAdvice() {}

  /** Why to change the JDK; empty if it is fine. */
  static Optional<String> of(Runtime.Version version) {
    boolean defective =
        version.feature() == FEATURE
            && version.interim() == 0
            && version.update() < FIRST_GOOD_UPDATE;
    return defective
        ? Optional.of(
            "JDK 25.0.0 to 25.0.2 have a defect of the G1 collector with pinned objects;"
                + " update to 25.0.3 or later")
        : Optional.empty();
  }
}
