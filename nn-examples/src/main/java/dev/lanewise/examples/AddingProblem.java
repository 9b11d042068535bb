package dev.lanewise.examples;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Locale;
import java.util.Random;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997): of 100 random numbers two are marked, and
 * their sum is asked for at the end. Gates remember them; a plain recurrent layer forgets.
 */
public final class AddingProblem {
  static final int STEPS = 100;

  private AddingProblem() {}

  /** Trains three layers alike. */
  public static void main(String[] args) {
    report("plain", new SimpleRnn(32).withOutput(Output.LAST), 5);
    report("GRU", new Gru(32).withOutput(Output.LAST), 5);
    report("LSTM", new Lstm(32).withOutput(Output.LAST), 14);
  }

  private static void report(String name, Layer layer, int epochs) {
    double error = error(layer, epochs);
    System.out.printf(
        Locale.ROOT, "%-5s  mean squared error %.4f after %d epochs%n", name, error, epochs);
  }

  /** The error of a layer; always to guess the mean, 1, has one of 1/6. */
  static double error(Layer layer, int epochs) {
    Network network = Network.of(Shape.of(STEPS, 2), layer, new Dense(1));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.adam(0.01))
            .batchSize(50)
            .clipping(Clipping.byGlobalNorm(1))
            .build()) {
      trainer.fit(samples(5000, 1), Fit.epochs(epochs));
      return trainer.evaluate(samples(500, 2)).loss();
    }
  }

  static Dataset samples(int count, long seed) {
    Random random = new Random(seed);
    float[] inputs = new float[count * STEPS * 2];
    float[] sums = new float[count];
    for (int i = 0; i < inputs.length; i += 2) {
      inputs[i] = random.nextFloat();
    }
    for (int sample = 0; sample < count; sample++) {
      for (int half = 0; half < 2; half++) {
        int step = half * STEPS / 2 + random.nextInt(STEPS / 2);
        int at = (sample * STEPS + step) * 2;
        inputs[at + 1] = 1;
        sums[sample] += inputs[at];
      }
    }
    return ArrayDataset.of(inputs, Shape.of(STEPS, 2), sums, 1);
  }
}
