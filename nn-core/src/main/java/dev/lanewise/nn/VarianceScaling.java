package dev.lanewise.nn;

import dev.lanewise.SettingException;
import dev.lanewise.random.Seeds;

/**
 * An initializer of zero mean and variance {@code gain / fan}.
 *
 * @param gain the factor, positive
 * @param fan which number of connections divides
 * @param distribution the distribution to draw from
 */
public record VarianceScaling(double gain, Fan fan, Distribution distribution)
    implements Initializer {

  /** A unit's number of connections. */
  public enum Fan {
    /** The number of inputs, which keeps activations' variance going forward. */
    IN,
    /** The number of outputs, which keeps gradients' variance going backward. */
    OUT,
    /** The mean of both. */
    AVERAGE
  }

  /** What is drawn from. */
  public enum Distribution {
    /** Uniform in {@code +-sqrt(3 * variance)}. */
    UNIFORM,
    /** Normal, not truncated. */
    NORMAL
  }

  /** Checks the gain. */
  public VarianceScaling {
    if (!(gain > 0 && Double.isFinite(gain))) {
      throw new SettingException(
          "Variance scaling: gain must be positive and finite; found " + gain + ".");
    }
  }

  static VarianceScaling uniform(double gain, Fan fan) {
    return new VarianceScaling(gain, fan, Distribution.UNIFORM);
  }

  static VarianceScaling normal(double gain, Fan fan) {
    return new VarianceScaling(gain, fan, Distribution.NORMAL);
  }

  @Override
  public void fill(float[] values, int fanIn, int fanOut, long seed) {
    double connections =
        switch (fan) {
          case IN -> fanIn;
          case OUT -> fanOut;
          case AVERAGE -> 0.5 * ((double) fanIn + fanOut);
        };
    double variance = gain / connections;
    switch (distribution) {
      case UNIFORM -> fillUniform(values, Math.sqrt(3 * variance), seed);
      case NORMAL -> fillNormal(values, Math.sqrt(variance), seed);
    }
  }

  private static void fillUniform(float[] values, double limit, long seed) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (limit * (2 * unit(seed, i) - 1));
    }
  }

  /** Pairs of normal numbers (Box and Muller 1958), with StrictMath so that all machines agree. */
  static void fillNormal(float[] values, double deviation, long seed) {
    for (int i = 0; i < values.length; i += 2) {
      double radius = deviation * Math.sqrt(-2 * StrictMath.log(1 - unit(seed, i)));
      double angle = 2 * Math.PI * unit(seed, i + 1L);
      values[i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < values.length) {
        values[i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
  }

  /** A uniformly distributed number in [0, 1) with 53 random bits. */
  private static double unit(long seed, long index) {
    return (Seeds.mix(seed, index) >>> 11) * 0x1p-53;
  }
}
