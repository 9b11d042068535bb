package dev.lanewise.examples.lessons;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Locale;

/** What one neuron can learn and what needs a hidden layer: AND, OR, and XOR. */
public final class Logic {
  static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  static final float[][] AND = {{0}, {0}, {0}, {1}};
  static final float[][] OR = {{0}, {1}, {1}, {1}};
  static final float[][] XOR = {{0}, {1}, {1}, {0}};

  private static final Dense HIDDEN = new Dense(2, Activation.TANH);
  private static final Dense OUTPUT = new Dense(1, Activation.SIGMOID);
  static final Network ONE_NEURON = Network.of(Shape.of(2), OUTPUT);
  static final Network TWO_LAYERS = Network.of(Shape.of(2), HIDDEN, OUTPUT);

  private Logic() {}

  static Model learn(Network network, float[][] targets) {
    try (Trainer trainer =
        Trainer.builder(network.initialize(0), Loss.binaryCrossEntropy(), Optimizer.adam(0.05))
            .batchSize(4)
            .threads(1)
            .build()) {
      trainer.fit(ArrayDataset.of(INPUTS, targets), Fit.epochs(1000));
      return trainer.model();
    }
  }

  /** How many of the four cases are on the right side of 1/2. */
  static int right(Model model, float[][] targets) {
    Predictor predictor = Predictor.of(model);
    int right = 0;
    for (int i = 0; i < INPUTS.length; i++) {
      right += predictor.classify(INPUTS[i]) == targets[i][0] ? 1 : 0;
    }
    return right;
  }

  /** The values of the two hidden neurons: those of a network that ends after them. */
  static float[][] hidden(Model model) {
    float[][] values = {model.values(0), model.values(1)};
    return Predictor.of(new Model(Network.of(Shape.of(2), HIDDEN), values)).predict(INPUTS);
  }

  private static Model show(String name, Network network, float[][] targets) {
    Model model = learn(network, targets);
    System.out.printf(Locale.ROOT, "%-24s", name);
    for (float[] output : Predictor.of(model).predict(INPUTS)) {
      System.out.printf(Locale.ROOT, "  %5.3f", output[0]);
    }
    System.out.printf(Locale.ROOT, "   %d of 4 right%n", right(model, targets));
    return model;
  }

  /** Learns the three functions. */
  public static void main(String[] args) {
    System.out.print(
        """
        A neuron with a sigmoid says how sure it is of a 1. It is sure of it on one
        side of a straight line, and of a 0 on the other.

        inputs                      0,0    0,1    1,0    1,1
        """);
    Model and = show("AND, one neuron", ONE_NEURON, AND);
    show("OR, one neuron", ONE_NEURON, OR);
    show("XOR, one neuron", ONE_NEURON, XOR);
    Model xor = show("XOR, two hidden neurons", TWO_LAYERS, XOR);
    System.out.printf(
        Locale.ROOT,
        "%nThe line of AND: %.1f a + %.1f b %+.1f = 0%n",
        and.values(0)[0],
        and.values(0)[1],
        and.values(1)[0]);
    System.out.println("What the hidden neurons make of XOR's inputs:");
    float[][] hidden = hidden(xor);
    for (int i = 0; i < INPUTS.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "  %.0f,%.0f -> %5.2f, %5.2f   wanted %.0f%n",
          INPUTS[i][0],
          INPUTS[i][1],
          hidden[i][0],
          hidden[i][1],
          XOR[i][0]);
    }
    System.out.print(
        """

        Look at: no line has 0,1 and 1,0 on one side and 0,0 and 1,1 on the other, so
        the best that one neuron can do for XOR is to say 1/2 to all. Each hidden
        neuron draws a line of its own; behind them one line is enough.
        Try: initialize(1), with which two hidden neurons get stuck, and four do not;
        Activation.IDENTITY for the hidden layer, which is no better than one neuron.
        See also: nn example perceptron, the neuron of 1958; nn example xor.
        """);
  }
}
