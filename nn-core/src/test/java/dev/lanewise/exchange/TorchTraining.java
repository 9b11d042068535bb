package dev.lanewise.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.data.Dataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Adam;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Sgd;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Trains as PyTorch did, and compares. */
final class TorchTraining {
  private static final double TOLERANCE = 1e-5;
  private static final int STEPS = 10;

  private TorchTraining() {}

  static void assertSameNames(Map<String, Network> networks, List<TorchSteps> cases) {
    assertEquals(
        new TreeSet<>(networks.keySet()),
        cases.stream().map(TorchSteps::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  static void assertTenSteps(TorchSteps each, Network network, Dataset data) {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            losses.add(progress.batchLoss());
          }
        };
    Model model = train(each, network, data, listener);
    assertEquals(STEPS, losses.size());
    for (int i = 0; i < STEPS; i++) {
      double expected = each.losses()[i];
      assertEquals(expected, losses.get(i), TOLERANCE * expected, "loss of step " + i);
    }
    for (NamedArray array : Library.PYTORCH.arrays(model)) {
      assertClose(each.last(array.name()), array.values(), array.name());
    }
  }

  private static Model train(
      TorchSteps each, Network network, Dataset data, TrainingListener listener) {
    Model initial = Library.PYTORCH.model(network, each.initial());
    try (Trainer trainer =
        Trainer.builder(initial, loss(each), optimizer(each))
            .batchSize(each.count())
            .threads(1)
            .build()) {
      trainer.fit(data, Fit.epochs(STEPS).unshuffled().withListener(listener));
      return trainer.model();
    }
  }

  private static Loss loss(TorchSteps each) {
    return switch (each.loss()) {
      case "entropy" -> Loss.softmaxCrossEntropy();
      case "squares" -> Loss.meanSquaredError();
      default -> throw new IllegalArgumentException(each.loss());
    };
  }

  private static Optimizer optimizer(TorchSteps each) {
    return switch (each.optimizer()) {
      case "sgd" -> Optimizer.sgd(0.05);
      case "momentum" -> new Sgd(0.02, 0.9, false, 0);
      case "decay" -> new Sgd(0.02, 0.9, false, 0.1);
      case "adam" -> new Adam(0.01, 0.9, 0.999, 1e-8, 0, 0);
      case "adam_epsilon" -> new Adam(0.01, 0.9, 0.999, 1e-3, 0, 0);
      default -> throw new IllegalArgumentException(each.optimizer());
    };
  }

  /** Compares relative to the largest element. */
  static void assertClose(double[] expected, float[] actual, String name) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * largest, name + "[" + i + "]");
    }
  }
}
