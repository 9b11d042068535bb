package dev.lanewise.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.lbfgs.Lbfgs;
import dev.lanewise.lbfgs.LbfgsResult;
import dev.lanewise.lbfgs.LbfgsTrainer;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.TorchCases.TorchCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** L-BFGS ends in the minimum in which PyTorch's ends. */
class TorchMinimumTest {
  private static final double TOLERANCE = 1e-5;
  private static final Lbfgs SETTINGS =
      Lbfgs.iterations(1500).withMaxEvaluations(4000).withTolerances(1e-6, 0);

  static Stream<TorchCase> cases() {
    return TorchCases.of("pytorch-lbfgs.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void minimum(TorchCase each) {
    Model initial = initial(each);
    int inputs = initial.network().input().size();
    double[] target = each.tensor("target");
    double[] input = each.tensor("input");
    int samples = input.length / inputs;
    ArrayDataset data =
        ArrayDataset.of(
            TorchCases.floats(input),
            Shape.of(inputs),
            TorchCases.floats(target),
            target.length / samples);
    LbfgsResult result =
        LbfgsTrainer.builder(initial, loss(each), SETTINGS)
            .backend("reference")
            .threads(1)
            .build()
            .fit(data);
    double expected = each.losses()[1];
    assertEquals(expected, result.loss(), TOLERANCE * expected, result::toString);
    assertTrue(result.gradient() < 1e-4, result::toString);
  }

  private static Model initial(TorchCase each) {
    List<String> names =
        Stream.of("w1", "b1", "w2", "b2").filter(n -> each.tells("initial." + n)).toList();
    float[][] values =
        names.stream()
            .map(name -> TorchCases.floats(each.tensor("initial." + name)))
            .toArray(float[][]::new);
    int units = values[1].length;
    Shape input = Shape.of(values[0].length / units);
    Network network =
        values.length == 2
            ? Network.of(input, new Dense(units))
            : Network.of(input, new Dense(units, Activation.TANH), new Dense(values[3].length));
    return new Model(network, values);
  }

  private static Loss loss(TorchCase each) {
    return each.text("loss").equals("mse") ? Loss.meanSquaredError() : Loss.softmaxCrossEntropy();
  }
}
