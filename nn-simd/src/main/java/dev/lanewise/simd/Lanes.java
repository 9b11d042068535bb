package dev.lanewise.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape of every kernel of this module: the widest that the machine prefers. */
final class Lanes {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** Floats of a vector. */
  static final int COUNT = FLOATS.length();

  /** Columns of a panel of weights: two vectors. */
  static final int PANEL = 2 * COUNT;

  private Lanes() {}
}
