package dev.lanewise.examples.lessons;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Locale;

/** A single neuron learns a line: first with every step written out, then with the library. */
public final class Neuron {
  /** Four points of the line y = 2x + 1, which the neuron is not told. */
  private static final float[][] INPUTS = {{-1}, {0}, {1}, {2}};

  private static final float[][] TARGETS = {{-1}, {1}, {3}, {5}};
  private static final double RATE = 0.1;
  static final int STEPS = 40;

  private Neuron() {}

  /** A neuron with one input: its output is {@code weight * x + bias}. */
  record State(double weight, double bias) {

    double output(double x) {
      return weight * x + bias;
    }
  }

  /** How the loss changes if weight or bias grow a little: its derivatives with respect to them. */
  record Gradient(double weight, double bias) {}

  /** The mean squared error of the four points. */
  static double loss(State neuron) {
    double sum = 0;
    for (int i = 0; i < INPUTS.length; i++) {
      double error = neuron.output(INPUTS[i][0]) - TARGETS[i][0];
      sum += error * error;
    }
    return sum / INPUTS.length;
  }

  static Gradient gradient(State neuron) {
    double weight = 0;
    double bias = 0;
    for (int i = 0; i < INPUTS.length; i++) {
      double error = neuron.output(INPUTS[i][0]) - TARGETS[i][0];
      weight += 2 * error * INPUTS[i][0] / INPUTS.length;
      bias += 2 * error / INPUTS.length;
    }
    return new Gradient(weight, bias);
  }

  /** Gradient descent: a small step in the direction in which the loss falls fastest. */
  static State step(State neuron, Gradient slope) {
    return new State(neuron.weight - RATE * slope.weight, neuron.bias - RATE * slope.bias);
  }

  /** The same steps with the library: all four points are one batch, an epoch is one step. */
  static State byLibrary() {
    Dense neuron = new Dense(1).withInitializers(Initializer.zeros(), Initializer.zeros());
    Model zeros = Network.of(Shape.of(1), neuron).initialize(0);
    try (Trainer trainer =
        Trainer.builder(zeros, Loss.meanSquaredError(), Optimizer.sgd(RATE))
            .batchSize(INPUTS.length)
            .threads(1)
            .build()) {
      trainer.fit(ArrayDataset.of(INPUTS, TARGETS), Fit.epochs(STEPS));
      return new State(trainer.model().values(0)[0], trainer.model().values(1)[0]);
    }
  }

  /** Prints the steps. */
  public static void main(String[] args) {
    System.out.print(
        """
        A neuron computes weight * x + bias. It shall learn four points of the line
        y = 2x + 1. Each step computes the gradient of the loss (the mean squared
        error), and moves weight and bias a little against it.

        step  weight    bias      loss   slopes of both
        """);
    State neuron = new State(0, 0);
    for (int step = 0; step <= STEPS; step++) {
      Gradient slope = gradient(neuron);
      if (step < 5 || step % 10 == 0) {
        System.out.printf(
            Locale.ROOT,
            "%4d  %6.4f  %6.4f  %8.5f   %8.4f  %8.4f%n",
            step,
            neuron.weight,
            neuron.bias,
            loss(neuron),
            slope.weight,
            slope.bias);
      }
      neuron = step < STEPS ? step(neuron, slope) : neuron;
    }
    State library = byLibrary();
    System.out.printf(Locale.ROOT, "Library: %6.4f  %6.4f%n", library.weight, library.bias);
    System.out.print(
        """

        Look at: the first step is the largest, since the loss is steepest there. The
        library does the same steps and arrives at the same numbers.
        Try: RATE = 0.3 (faster), 0.6 (each step goes too far, and makes it worse),
        0.01 (slow); a fifth point that is not on the line.
        """);
  }
}
