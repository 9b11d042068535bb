package dev.lanewise.engine;

/** By how much something has to be scaled down whose Euclidean norm is too large. */
public final class NormLimit {

  private NormLimit() {}

  /**
   * The factor: a float, unless that would be subnormal and so imprecise; 1 within the limit. What
   * is infinite or no number stays as it is, with a factor of 1: zero times infinity would turn it
   * into NaN, and the rest of the vector into zeros.
   *
   * @param squares the sum of the squares
   */
  public static double factor(double squares, double limit) {
    double norm = Math.sqrt(squares);
    if (norm <= limit || !Double.isFinite(norm)) {
      return 1;
    }
    float rounded = (float) (limit / norm);
    return rounded >= Float.MIN_NORMAL ? rounded : limit / norm;
  }
}
