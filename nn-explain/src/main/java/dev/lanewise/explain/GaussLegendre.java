package dev.lanewise.explain;

/**
 * Gauss and Legendre's rule on the interval from 0 to 1: the integral of {@code f} is nearly the
 * sum of {@code weights[i] f(nodes[i])}, and exactly that of polynomials of a degree below twice
 * the number of nodes. Nodes are zeros of the Legendre polynomial, found by Newton's method.
 */
record GaussLegendre(double[] nodes, double[] weights) {
  private static final int ITERATIONS = 100;

  static GaussLegendre of(int count) {
    double[] nodes = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      double x = -StrictMath.cos(Math.PI * (i + 0.75) / (count + 0.5));
      double slope = 1;
      for (int step = 0; step < ITERATIONS; step++) {
        double[] p = legendre(count, x);
        slope = p[1];
        double next = x - p[0] / slope;
        if (next == x) {
          break;
        }
        x = next;
      }
      nodes[i] = (x + 1) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
  }

  /** The polynomial of degree {@code n} and its derivative. */
  private static double[] legendre(int n, double x) {
    double before = 1;
    double p = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2 * k - 1) * x * p - (k - 1) * before) / k;
      before = p;
      p = next;
    }
    return new double[] {p, n * (x * p - before) / (x * x - 1)};
  }
}
