package dev.lanewise.lbfgs;

import static dev.lanewise.lbfgs.DoubleVectors.addScaled;
import static dev.lanewise.lbfgs.DoubleVectors.dot;
import static dev.lanewise.lbfgs.DoubleVectors.scale;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory of L-BFGS: the last steps {@code s} and the changes {@code y} of the gradient on them,
 * which stand for an inverse Hessian {@code H} that is never written down.
 */
final class CurvaturePairs {
  /**
   * The least cosine between a step and the change of the gradient. A pair below it, such as one of
   * negative curvature or of rounding errors, would spoil the inverse Hessian and is left out.
   */
  private static final double LEAST_COSINE = 1e-8;

  private record Pair(double[] s, double[] y, double sy, double yy) {}

  private final int most;
  private final List<Pair> pairs = new ArrayList<>();

  CurvaturePairs(int most) {
    this.most = most;
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void clear() {
    pairs.clear();
  }

  /** Adds the newest pair, if it is of use, in place of the oldest. */
  void add(double[] s, double[] y) {
    Pair pair = new Pair(s, y, dot(s, y), dot(y, y));
    if (pair.sy > LEAST_COSINE * Math.sqrt(dot(s, s) * pair.yy)) {
      if (pairs.size() == most) {
        pairs.removeFirst();
      }
      pairs.add(pair);
    }
  }

  /**
   * The direction {@code -H g} (Nocedal and Wright 2006, algorithm 7.4, with the first matrix of
   * equation 7.20); that of steepest descent as long as there are no pairs.
   */
  double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] alpha = new double[pairs.size()];
    for (int i = pairs.size() - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      alpha[i] = dot(pair.s, q) / pair.sy;
      addScaled(-alpha[i], pair.y, q);
    }
    if (!pairs.isEmpty()) {
      scale(pairs.getLast().sy / pairs.getLast().yy, q);
    }
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      double beta = dot(pair.y, q) / pair.sy;
      addScaled(alpha[i] - beta, pair.s, q);
    }
    scale(-1, q);
    return q;
  }
}
