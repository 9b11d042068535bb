package dev.lanewise.metrics;

import dev.lanewise.Activation;
import dev.lanewise.nn.Activate;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Softmax;

/** What the outputs of a classifier are. */
public enum Scores {
  /** Any numbers; softmax makes them probabilities, for a single output the logistic function. */
  LOGITS,
  /** Probabilities of the classes; a single output is that of class 1. */
  PROBABILITIES;

  /** As scikit-learn does with floats: a class that was excluded costs 15.9, not infinity. */
  private static final double SMALLEST_PROBABILITY = 0x1p-23;

  /**
   * What the outputs of a network are: probabilities if it ends with softmax, the logistic function
   * or its piecewise linear form, and logits otherwise.
   */
  public static Scores of(Network network) {
    boolean probabilities =
        switch (network.layers().getLast()) {
          case Softmax _ -> true;
          case Dense dense -> isProbability(dense.activation());
          case Activate activate -> isProbability(activate.activation());
          default -> false;
        };
    return probabilities ? PROBABILITIES : LOGITS;
  }

  private static boolean isProbability(Activation activation) {
    return activation.equals(Activation.SIGMOID) || activation.equals(Activation.HARD_SIGMOID);
  }

  /** The probability of each class, from the outputs for one sample; at least two classes. */
  double[] probabilities(float[] outputs) {
    double[] values = classes(outputs);
    if (this == LOGITS) {
      double largest = values[Largest.index(values)];
      double rest = rest(values);
      for (int i = 0; i < values.length; i++) {
        values[i] = StrictMath.exp(values[i] - largest) / (1 + rest);
      }
    }
    return values;
  }

  /** {@code -ln} of the probability of a class, from the outputs for one sample. */
  double logLoss(int target, float[] outputs) {
    double[] values = classes(outputs);
    return switch (this) {
      case LOGITS ->
          values[Largest.index(values)] - values[target] + StrictMath.log1p(rest(values));
      case PROBABILITIES -> -StrictMath.log(Math.max(values[target], SMALLEST_PROBABILITY));
    };
  }

  /** One number for each class. */
  private double[] classes(float[] outputs) {
    if (outputs.length == 1) {
      return new double[] {this == LOGITS ? 0 : 1.0 - outputs[0], outputs[0]};
    }
    double[] wide = new double[outputs.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = outputs[i];
    }
    return wide;
  }

  /** The sum of {@code exp(x - max x)} without its largest term, which is 1. */
  private static double rest(double[] values) {
    int largest = Largest.index(values);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (i != largest) {
        sum += StrictMath.exp(values[i] - values[largest]);
      }
    }
    return sum;
  }
}
