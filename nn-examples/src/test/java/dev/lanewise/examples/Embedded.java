package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * An application that uses the library: trains a little and prints the backend and the model's
 * checksum. {@link EmbeddingTest} starts it in several ways.
 */
public final class Embedded implements Callable<String> {
  private static final int SMALL_STACK = 160 * 1024;

  /** Trains, with the argument {@code small-stack} in a thread with little stack. */
  public static void main(String[] arguments) throws Exception {
    Embedded embedded = new Embedded();
    String[] result = new String[1];
    Runnable training = () -> result[0] = embedded.call();
    if (arguments.length > 0 && arguments[0].equals("small-stack")) {
      Thread thread = new Thread(null, training, "small", SMALL_STACK);
      thread.start();
      thread.join();
    } else {
      training.run();
    }
    System.out.println(result[0]);
  }

  @Override
  public String call() {
    Random random = new Random(1);
    float[] inputs = new float[200 * 9];
    int[] labels = new int[200];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = inputs[i * 9] > inputs[i * 9 + 1] ? 1 : 0;
    }
    Network network =
        Network.of(Shape.of(9), new Dense(33, Activation.TANH), new Dropout(0.1f), new Dense(2));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.01))
            .batchSize(16)
            .build()) {
      trainer.fit(ArrayDataset.of(inputs, Shape.of(9), labels), Fit.epochs(3));
      return "%s %016x".formatted(trainer.backend().backend().name(), trainer.model().checksum());
    }
  }
}
