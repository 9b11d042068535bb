package dev.lanewise.metrics;

/**
 * The first of the largest elements, as {@link dev.lanewise.predict.Predictor#classOf} takes it.
 */
final class Largest {

  private Largest() {}

  static int index(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
