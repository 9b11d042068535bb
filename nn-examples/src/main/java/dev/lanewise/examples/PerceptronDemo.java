package dev.lanewise.examples;

import dev.lanewise.nn.Perceptron;
import dev.lanewise.predict.Predictor;
import java.util.Locale;

/**
 * Rosenblatt's perceptron learns AND and OR. No line separates the cases of XOR (Minsky and Papert
 * 1969), so that it needs a hidden layer.
 */
public final class PerceptronDemo {
  private static final int MAX_PASSES = 1000;
  private static final boolean[] AND = {false, false, false, true};
  private static final boolean[] OR = {false, true, true, true};
  private static final boolean[] XOR = {false, true, true, false};

  private PerceptronDemo() {}

  /** Learns the three functions. */
  public static void main(String[] args) {
    learn("AND", AND);
    learn("OR", OR);
    learn("XOR", XOR);
    System.out.printf(
        Locale.ROOT, "XOR, network with a hidden layer: %d of 4 right%n", rightByNetwork());
  }

  private static void learn(String name, boolean[] labels) {
    Perceptron.Result result = Perceptron.zeros(2).fit(Xor.INPUTS, labels, MAX_PASSES);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += result.perceptron().classify(Xor.INPUTS[i]) == labels[i] ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%s, perceptron: %d of 4 right, %s after %d passes and %d mistakes%n",
        name,
        right,
        result.converged() ? "converged" : "not converged",
        result.passes(),
        result.mistakes());
  }

  static int rightByNetwork() {
    Predictor predictor = Predictor.of(Xor.train());
    int right = 0;
    for (int i = 0; i < XOR.length; i++) {
      right += Xor.probability(predictor, Xor.INPUTS[i]) > 0.5 == XOR[i] ? 1 : 0;
    }
    return right;
  }
}
