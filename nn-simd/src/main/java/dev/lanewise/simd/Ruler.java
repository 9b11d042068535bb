package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The ruler of the benchmarks: multiply-adds in registers, of which a core can do no more. It is
 * here to be as wide as the kernels, and for its machine code to be read with theirs: a vector that
 * moved between registers would take the place of other instructions, and the ruler would be too
 * short.
 *
 * <p>12 independent chains keep two units busy that take up to six cycles, and leave two of 16
 * registers for the factors.
 */
public final class Ruler {
  static final int CHAINS = 12;

  private Ruler() {}

  /** Floating-point operations of so many rounds. */
  public static double operations(int rounds) {
    return 2.0 * CHAINS * COUNT * rounds;
  }

  /**
   * Does some rounds: a multiply-add in each chain. The sum is what the instruction overwrites, so
   * it must be the addend; if it were a factor, C2 would copy the addend first.
   *
   * @return a number that depends on all of them
   */
  public static float multiplyAdds(int rounds) {
    FloatVector a = FloatVector.broadcast(FLOATS, 0.999f);
    FloatVector b = FloatVector.broadcast(FLOATS, 1e-3f);
    FloatVector c0 = b;
    FloatVector c1 = b;
    FloatVector c2 = b;
    FloatVector c3 = b;
    FloatVector c4 = b;
    FloatVector c5 = b;
    FloatVector c6 = b;
    FloatVector c7 = b;
    FloatVector c8 = b;
    FloatVector c9 = b;
    FloatVector c10 = b;
    FloatVector c11 = b;
    for (int i = 0; i < rounds; i++) {
      c0 = a.fma(b, c0);
      c1 = a.fma(b, c1);
      c2 = a.fma(b, c2);
      c3 = a.fma(b, c3);
      c4 = a.fma(b, c4);
      c5 = a.fma(b, c5);
      c6 = a.fma(b, c6);
      c7 = a.fma(b, c7);
      c8 = a.fma(b, c8);
      c9 = a.fma(b, c9);
      c10 = a.fma(b, c10);
      c11 = a.fma(b, c11);
    }
    FloatVector left = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    return left.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11).lane(0);
  }
}
