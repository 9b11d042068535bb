package dev.lanewise.simd;

import java.util.Arrays;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape of every kernel of this module: the widest that the machine prefers. */
final class Lanes {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** Floats of a vector. */
  static final int COUNT = FLOATS.length();

  /** Columns of a panel of weights: two vectors. */
  static final int PANEL = 2 * COUNT;

  /**
   * Whether there are 32 vector registers, not 16, as on x86 before AVX-512. (AVX-512 has 32 for
   * narrow vectors too, but nobody has those without asking for them.)
   */
  static final boolean MANY_REGISTERS =
      FLOATS.vectorBitSize() == 512
          || !Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

  /** Columns of a block of inputs: whole tiles of the weight gradient. */
  static final int INPUTS = MANY_REGISTERS ? 24 : 12;

  /**
   * Samples of a block of the input gradient, one to a lane. With many registers one vector is
   * enough to feed the multipliers, and wastes less of a small batch.
   */
  static final int SAMPLES = MANY_REGISTERS ? COUNT : 2 * COUNT;

  /**
   * The distance between copies of rows: a constant, so that one index addresses all rows of a
   * tile. A cache line more than a power of two, so that rows do not compete for the same sets.
   */
  static final int COPY_STRIDE = 4096 + 16;

  /**
   * Steps that tiles for few registers write out one after the other, with one check of indices for
   * all. With 8 they are 3 to 6 % faster still, whole training steps 3 %, for 280 lines.
   */
  static final int ROUND = 4;

  /** Where the rounds of a copied row lie: one behind the other. Never written. */
  static final int[] IN_ORDER = new int[COPY_STRIDE / ROUND];

  static {
    Arrays.setAll(IN_ORDER, round -> round * ROUND);
  }

  private Lanes() {}

  /** The rounds of so many steps; the last one may have to be filled up. */
  static int rounds(int steps) {
    return Math.ceilDiv(steps, ROUND);
  }

  /**
   * Fills a round up for steps that make no whole one. A product with {@code -0} from here and the
   * other factor {@code +0} is {@code -0}, and leaves every sum as it is, even {@code -0}.
   */
  static void copyToRound(float[] from, int at, float[] round, int length) {
    System.arraycopy(from, at, round, 0, length);
    Arrays.fill(round, length, ROUND * PANEL, -0f);
  }
}
