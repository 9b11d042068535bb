package dev.lanewise.listeners;

import dev.lanewise.LanewiseException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;

/** Trains, then asks for the flight recorder; prints what came of both. */
final class WithoutFlightRecorder {

  private WithoutFlightRecorder() {}

  public static void main(String[] args) {
    Network network = Network.of(Shape.of(1), new Dense(2));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(0.1))
            .threads(1)
            .backend("reference")
            .build()) {
      ArrayDataset data = ArrayDataset.of(new float[][] {{1}, {2}}, new int[] {0, 1});
      trainer.fit(data, Fit.epochs(1).withListener(ConsoleLog.to(new StringBuilder())));
      System.out.println("trained");
      FlightRecorderLog.of(trainer.backend());
    } catch (LanewiseException e) {
      System.out.println(e);
    }
  }
}
