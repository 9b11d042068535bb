package dev.lanewise.simd;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/** What the virtual machine and the processor offer. */
final class Machine {
  /**
   * A fused multiply-add in hardware takes well below a microsecond even in the interpreter;
   * without it the JDK computes with BigDecimal, which takes tens of microseconds before it is
   * compiled.
   */
  private static final long SLOW_FMA_NANOS = 2_000;

  private static final int CALLS = 8;
  private static final int ATTEMPTS = 5;

  private Machine() {}

  /** The width of the vectors that the virtual machine prefers. */
  static int vectorBits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /** Why vector code would be slow here, if it would. */
  static Optional<String> obstacle() {
    String name = System.getProperty("java.vm.name", "");
    String info = System.getProperty("java.vm.info", "");
    if (info.contains("interpreted mode")) {
      return Optional.of("the virtual machine only interprets; start java without -Xint");
    }
    if (info.contains("emulated-client") || name.contains("Client") || name.contains("Zero")) {
      return Optional.of(
          "the virtual machine has no C2 compiler, which vector code needs; start a server JVM"
              + " without -XX:TieredStopAtLevel");
    }
    if (!fusedMultiplyAddIsFast()) {
      return Optional.of("the processor (or -XX:-UseFMA) has no fused multiply-add");
    }
    return Optional.empty();
  }

  private static boolean fusedMultiplyAddIsFast() {
    long best = Long.MAX_VALUE;
    float x = 1.1f;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        x = Math.fma(x, 0.5f, 0.3f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best < CALLS * SLOW_FMA_NANOS && Float.isFinite(x);
  }
}
