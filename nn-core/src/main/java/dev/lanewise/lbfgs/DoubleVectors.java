package dev.lanewise.lbfgs;

/** Linear algebra in double precision; sums go from the first element to the last. */
final class DoubleVectors {

  private DoubleVectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The sum of the magnitudes. */
  static double sumOfMagnitudes(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += Math.abs(x);
    }
    return sum;
  }

  /** The largest magnitude. */
  static double largest(double[] a) {
    double largest = 0;
    for (double x : a) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }

  /** Whether all elements are numbers and none is infinite. */
  static boolean isFinite(double[]... vectors) {
    for (double[] vector : vectors) {
      if (!(largest(vector) <= Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  /** {@code a - b}, in a new array. */
  static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** {@code x + factor y}, in a new array. */
  static double[] sum(double[] x, double factor, double[] y) {
    double[] sum = x.clone();
    addScaled(factor, y, sum);
    return sum;
  }

  /** {@code y += factor x}. */
  static void addScaled(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }

  /** {@code x *= factor}. */
  static void scale(double factor, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }
}
