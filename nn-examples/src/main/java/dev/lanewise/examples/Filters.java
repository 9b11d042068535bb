package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.listeners.ConsoleLog;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Probe;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.nio.file.Path;

/** Draws what convolutions look for, and what they find in a digit: strokes, then their parts. */
public final class Filters {
  private Filters() {}

  /** Writes PNG files into the directory that is given, or a new one. */
  public static void main(String[] args) {
    Path to = PngFile.directory(args, "lanewise-filters");
    Model model = train(Subset.first(MnistData.training(), 10_000));
    Matrix digit = MnistData.pixels(MnistData.test(), 61);
    float[] weights = model.values("0.weight");
    Matrix filters = Matrix.of(weights, 1, weights.length);
    Probe probe = Probe.builder(model).build();
    probe.forward(digit);
    write(digit, 1, false, to.resolve("digit.png"), "a digit");
    write(filters, 16, true, to.resolve("filters.png"), "the first filters, plus is red");
    write(probe.activation("0"), 16, false, to.resolve("maps1.png"), "where they find strokes");
    write(probe.activation("2"), 32, false, to.resolve("maps2.png"), "where the second find parts");
  }

  private static void write(Matrix values, int channels, boolean signed, Path file, String what) {
    PngFile.write(PixelGrid.draw(values, channels, signed), file);
    System.out.println(file + "  " + what);
  }

  static Model train(Dataset digits) {
    Conv2d strokes = new Conv2d(16, 5, Activation.RELU).withPadding(Padding.same());
    Conv2d parts = new Conv2d(32, 5, Activation.RELU).withPadding(Padding.same());
    MaxPool2d pool = new MaxPool2d(2);
    Network network =
        Network.of(digits.inputShape(), strokes, pool, parts, pool, new Flatten(), new Dense(10));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.001))
            .batchSize(32)
            .build()) {
      trainer.fit(digits, Fit.epochs(2).withListener(ConsoleLog.to(System.out)));
      return trainer.model();
    }
  }
}
