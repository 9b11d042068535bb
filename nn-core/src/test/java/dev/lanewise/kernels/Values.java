package dev.lanewise.kernels;

import java.util.List;
import java.util.Random;

/** Where the numbers of a test come from. */
@FunctionalInterface
public interface Values {
  /** Numbers at which functions change, overflow, underflow or lose their sign. */
  List<Float> SPECIAL =
      List.of(
          0f,
          -0f,
          1f,
          -1f,
          3f,
          -3f,
          0.5f,
          -0.5f,
          2.9999998f,
          -2.9999998f,
          87f,
          -87f,
          88.72283f,
          88.73f,
          -88f,
          -104f,
          1e-4f,
          -1e-4f,
          17.4f,
          -17.4f,
          9.02f,
          -9.02f,
          12.95f,
          -12.95f,
          13.15f,
          -13.15f,
          Float.MIN_VALUE,
          -Float.MIN_VALUE,
          Float.MIN_NORMAL,
          -Float.MIN_NORMAL,
          0x1p-100f,
          -0x1p-100f,
          0x1.fffffep-101f,
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          Float.NaN,
          1e10f,
          -1e10f,
          0x1p24f,
          -0x1p24f);

  /** The next number. */
  float next(Random random);

  /** Uniformly distributed in {@code [low, high)}. */
  static Values uniform(float low, float high) {
    return random -> low + (high - low) * random.nextFloat();
  }

  /** Multiples of 1/2 in {@code [-limit, limit]}, so that equal numbers and zeros are frequent. */
  static Values halves(int limit) {
    return random -> 0.5f * (random.nextInt(4 * limit + 1) - 2 * limit);
  }

  /** Always the same. */
  static Values constant(float value) {
    return random -> value;
  }

  /** Numbers of every magnitude, and one in four a special one. */
  static Values special() {
    return random ->
        random.nextInt(4) == 0
            ? SPECIAL.get(random.nextInt(SPECIAL.size()))
            : (float) (random.nextGaussian() * StrictMath.pow(10, random.nextInt(80) - 40));
  }

  /** Between -100 and 100, and one in four a special one. */
  static Values activationInputs() {
    return random ->
        random.nextInt(4) == 0
            ? SPECIAL.get(random.nextInt(SPECIAL.size()))
            : 200 * random.nextFloat() - 100;
  }

  /** Mostly between -1 and 1, and sometimes one of the given numbers. */
  static Values sometimes(float... rare) {
    return random ->
        random.nextInt(8) == 0 ? rare[random.nextInt(rare.length)] : 2 * random.nextFloat() - 1;
  }
}
