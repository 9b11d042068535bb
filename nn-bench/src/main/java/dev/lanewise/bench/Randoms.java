package dev.lanewise.bench;

import dev.lanewise.Matrix;
import java.util.SplittableRandom;

/** The same random numbers between -1 and 1 in every run. */
final class Randoms {

  private Randoms() {}

  static float[] array(int size) {
    float[] values = new float[size];
    fill(values);
    return values;
  }

  static Matrix matrix(int rows, int cols) {
    Matrix matrix = Matrix.allocate(rows, cols);
    fill(matrix.data());
    return matrix;
  }

  private static void fill(float[] values) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
  }
}
