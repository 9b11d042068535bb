package dev.lanewise.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
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
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten steps of training end where PyTorch's end in double, for every layer of images and sequences
 * and each of its options: losses, parameters and running statistics.
 */
class TorchStepsTest {
  private static final double TOLERANCE = 1e-5;
  private static final int STEPS = 10;
  private static final Map<String, Network> NETWORKS = TorchNetworks.all();

  static List<TorchSteps> cases() {
    return TorchSteps.all();
  }

  @Test
  void everyNetworkHasItsCase() {
    assertEquals(
        new TreeSet<>(NETWORKS.keySet()),
        cases().stream().map(TorchSteps::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenSteps(TorchSteps each) {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            losses.add(progress.batchLoss());
          }
        };
    Model model = train(each, listener);
    assertEquals(STEPS, losses.size());
    for (int i = 0; i < STEPS; i++) {
      double expected = each.losses()[i];
      assertEquals(expected, losses.get(i), TOLERANCE * expected, "loss of step " + i);
    }
    for (NamedArray array : Library.PYTORCH.arrays(model)) {
      assertClose(each.last(array.name()), array);
    }
  }

  private static Model train(TorchSteps each, TrainingListener listener) {
    Network network = Objects.requireNonNull(NETWORKS.get(each.name()));
    Model initial = Library.PYTORCH.model(network, each.initial());
    Shape input = network.input();
    float[] targets = each.targets();
    ArrayDataset data =
        ArrayDataset.of(each.inputs(), input, targets, targets.length / each.count());
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
      case "adam" -> new Adam(0.01, 0.9, 0.999, 1e-8, 0, 0);
      default -> throw new IllegalArgumentException(each.optimizer());
    };
  }

  private static void assertClose(double[] expected, NamedArray actual) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertEquals(expected.length, actual.values().length, actual.name());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], actual.values()[i], TOLERANCE * largest, actual.name() + "[" + i + "]");
    }
  }
}
