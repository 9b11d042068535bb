package dev.lanewise.schedule;

/** The functions that schedules are made of: the same on every machine, without allocation. */
final class Curve {

  private Curve() {}

  /** The share of the way that is done, at most 1. */
  static double share(long step, long steps) {
    return Math.min(step / (double) steps, 1);
  }

  /** From {@code start} to {@code end} along half a cosine. */
  static double cosine(double start, double end, double share) {
    return end + (start - end) * (1 + cosineOfPi(share)) / 2;
  }

  /** {@code cos(pi t)} for {@code t} between 0 and 1. */
  private static double cosineOfPi(double t) {
    if (t < 0.25) {
      return Cosines.cosine(Math.PI * t);
    }
    return t <= 0.75 ? -Cosines.sine(Math.PI * (t - 0.5)) : -Cosines.cosine(Math.PI * (1 - t));
  }
}
