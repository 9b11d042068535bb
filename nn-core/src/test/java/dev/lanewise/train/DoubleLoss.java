package dev.lanewise.train;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** The loss of one sample in double, from the network's output and the target. */
@FunctionalInterface
interface DoubleLoss {

  /** The loss of one sample. */
  double of(double[] y, double[] t);

  /** Mean squared error. */
  static DoubleLoss squared() {
    return (y, t) -> mean(y, t, (a, b) -> (a - b) * (a - b));
  }

  /** Half the mean squared error. */
  static DoubleLoss halfSquared() {
    return (y, t) -> mean(y, t, (a, b) -> (a - b) * (a - b) / 2);
  }

  /** Mean absolute error. */
  static DoubleLoss absolute() {
    return (y, t) -> mean(y, t, (a, b) -> Math.abs(a - b));
  }

  /** Huber's loss. */
  static DoubleLoss huber(double delta) {
    return (y, t) ->
        mean(
            y,
            t,
            (a, b) -> {
              double d = Math.abs(a - b);
              return d <= delta ? d * d / 2 : delta * (d - delta / 2);
            });
  }

  /** Binary cross-entropy of probabilities. */
  static DoubleLoss binaryOfProbabilities() {
    return (y, t) -> mean(y, t, (p, b) -> -b * Math.log(p) - (1 - b) * Math.log(1 - p));
  }

  /** Binary cross-entropy of logits. */
  static DoubleLoss binaryOfLogits() {
    DoubleLoss ofProbabilities = binaryOfProbabilities();
    return (y, t) ->
        ofProbabilities.of(Arrays.stream(y).map(z -> 1 / (1 + Math.exp(-z))).toArray(), t);
  }

  /** Cross-entropy of probabilities; a single target is a class index. */
  static DoubleLoss crossOfProbabilities(double smoothing) {
    return (p, t) -> {
      double loss = 0;
      for (int c = 0; c < p.length; c++) {
        double plain = t.length > 1 ? t[c] : (c == (int) t[0] ? 1 : 0);
        loss -= ((1 - smoothing) * plain + smoothing / p.length) * Math.log(p[c]);
      }
      return loss;
    };
  }

  /** Cross-entropy of the softmax of logits. */
  static DoubleLoss crossOfLogits(double smoothing) {
    DoubleLoss ofProbabilities = crossOfProbabilities(smoothing);
    return (y, t) -> ofProbabilities.of(DoubleNetwork.softmax(y), t);
  }

  /** The sum of a loss of each position that has a class. */
  static DoubleLoss ofPositions(DoubleLoss loss) {
    return (y, t) -> {
      int classes = y.length / t.length;
      double sum = 0;
      for (int p = 0; p < t.length; p++) {
        double[] of = Arrays.copyOfRange(y, p * classes, (p + 1) * classes);
        sum += t[p] < 0 ? 0 : loss.of(of, new double[] {t[p]});
      }
      return sum;
    };
  }

  private static double mean(double[] y, double[] t, DoubleBinaryOperator element) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += element.applyAsDouble(y[i], t[i]);
    }
    return sum / y.length;
  }
}
