package dev.lanewise.examples.lessons;

import dev.lanewise.data.ArrayDataset;
import java.util.Random;

/**
 * Points of two half-moons that reach into each other, which no line separates.
 *
 * @param points two coordinates each
 * @param classes 0 for the upper moon, 1 for the lower one
 */
record Moons(float[][] points, float[][] classes) {

  /**
   * Points in turn from each moon.
   *
   * @param noise the standard deviation of their distance from where they belong
   */
  static Moons of(int count, double noise, long seed) {
    Random random = new Random(seed);
    float[][] points = new float[count][2];
    float[][] classes = new float[count][1];
    for (int i = 0; i < count; i++) {
      int lower = i % 2;
      double angle = Math.PI * random.nextDouble();
      // Math.cos may differ from one machine to the next; StrictMath.cos does not.
      double x = StrictMath.cos(angle);
      double y = StrictMath.sin(angle);
      points[i][0] = (float) ((lower == 0 ? x : 1 - x) + noise * random.nextGaussian());
      points[i][1] = (float) ((lower == 0 ? y : 0.5 - y) + noise * random.nextGaussian());
      classes[i][0] = lower;
    }
    return new Moons(points, classes);
  }

  ArrayDataset dataset() {
    return ArrayDataset.of(points, classes);
  }
}
