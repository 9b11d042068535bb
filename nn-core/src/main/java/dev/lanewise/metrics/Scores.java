package dev.lanewise.metrics;

import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Network;

/** What the outputs of a classifier are. */
public enum Scores {
  /** Any numbers; softmax makes them probabilities, for a single output the logistic function. */
  LOGITS,
  /**
   * Any numbers; the logistic function makes each of them the probability of its class, and they
   * need not add up to 1. A single output is as with {@link #LOGITS}.
   */
  INDEPENDENT_LOGITS,
  /** Probabilities of the classes; a single output is that of class 1. */
  PROBABILITIES;

  /** As scikit-learn does with floats: a class that was excluded costs 15.9, not infinity. */
  private static final double SMALLEST_PROBABILITY = 0x1p-23;

  /** Where the rounding of a float counts beside what a probability lacks. */
  private static final double NEAR_ONE = 0x1p-12;

  /**
   * What the outputs of a network are: probabilities if its {@link LastFunction last function} is
   * softmax, the logistic function or its piecewise linear form, and logits otherwise.
   */
  public static Scores of(Network network) {
    return LastFunction.of(network).isProbability() ? PROBABILITIES : LOGITS;
  }

  /**
   * A number for each class that orders samples as its probability does, but goes on where the
   * probability is 1 but for rounding; from the outputs for one sample, at least two classes.
   */
  double[] ranks(float[] outputs) {
    double[] values = classes(outputs);
    return switch (this) {
      case LOGITS -> logOdds(values);
      case INDEPENDENT_LOGITS -> values;
      case PROBABILITIES -> nearOne(values);
    };
  }

  /** {@code ln p / (1 - p)} of softmax. */
  private static double[] logOdds(double[] logits) {
    int largest = Largest.index(logits);
    double rest = rest(logits);
    double[] odds = new double[logits.length];
    for (int i = 0; i < odds.length; i++) {
      double shifted = logits[i] - logits[largest];
      double others = i == largest ? rest : 1 + (rest - StrictMath.exp(shifted));
      odds[i] = shifted - StrictMath.log(Math.max(others, Double.MIN_VALUE));
    }
    return odds;
  }

  /**
   * What is left for the other classes tells probabilities apart that are 1 but for rounding, if
   * they add up to 1.
   */
  private static double[] nearOne(double[] probabilities) {
    double[] ranks = probabilities.clone();
    for (int i = 0; i < ranks.length; i++) {
      if (probabilities[i] > 1 - NEAR_ONE) {
        double others = 0;
        for (int j = 0; j < ranks.length; j++) {
          others += i == j ? 0 : probabilities[j];
        }
        if (others < NEAR_ONE) {
          ranks[i] = 1 - StrictMath.log(Math.max(others, Double.MIN_VALUE));
        }
      }
    }
    return ranks;
  }

  /** {@code -ln} of the probability of a class, from the outputs for one sample. */
  double logLoss(int target, float[] outputs) {
    double[] values = classes(outputs);
    return switch (this) {
      case LOGITS -> softmaxLoss(target, values);
      case INDEPENDENT_LOGITS ->
          outputs.length == 1
              ? softmaxLoss(target, values)
              : softmaxLoss(1, new double[] {0, values[target]});
      case PROBABILITIES -> -StrictMath.log(Math.max(values[target], SMALLEST_PROBABILITY));
    };
  }

  private static double softmaxLoss(int target, double[] logits) {
    return logits[Largest.index(logits)] - logits[target] + StrictMath.log1p(rest(logits));
  }

  /** One number for each class. */
  private double[] classes(float[] outputs) {
    if (outputs.length == 1) {
      return new double[] {this == PROBABILITIES ? 1.0 - outputs[0] : 0, outputs[0]};
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
