package dev.lanewise.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A state dictionary of PyTorch's, loaded by name, gives PyTorch's outputs, and ten steps of
 * training end where PyTorch's end in double, for recurrent layers, embeddings, attention and their
 * options.
 */
class TorchSequencesTest {
  private static final Map<String, Network> NETWORKS = TorchSequenceNetworks.all();

  static List<TorchSteps> cases() {
    return TorchSteps.all("pytorch-sequences.txt");
  }

  private static Network network(TorchSteps each) {
    return Objects.requireNonNull(NETWORKS.get(each.name()));
  }

  @Test
  void everyNetworkHasItsCase() {
    TorchTraining.assertSameNames(NETWORKS, cases());
  }

  /** All that {@code load_state_dict} wants is there, and nothing else. */
  @ParameterizedTest
  @MethodSource("cases")
  void stateDictionariesComeBack(TorchSteps each) {
    Map<String, NamedArray> expected = byName(each.initial());
    Map<String, NamedArray> actual =
        byName(Library.PYTORCH.arrays(Library.PYTORCH.model(network(each), each.initial())));
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, array) -> {
      NamedArray back = Objects.requireNonNull(actual.get(name));
      assertEquals(array.shape(), back.shape(), name);
      assertArrayEquals(array.values(), back.values(), name);
    });
  }

  private static Map<String, NamedArray> byName(List<NamedArray> arrays) {
    return arrays.stream().collect(Collectors.toMap(NamedArray::name, Function.identity()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputs(TorchSteps each) {
    Model model = Library.PYTORCH.model(network(each), each.initial());
    Predictor predictor = Predictor.of(model);
    float[] inputs = each.sideBySide();
    int width = inputs.length / each.count();
    double[] expected = each.outputs();
    float[] actual = new float[expected.length];
    int size = actual.length / each.count();
    for (int sample = 0; sample < each.count(); sample++) {
      float[] row = Arrays.copyOfRange(inputs, sample * width, (sample + 1) * width);
      System.arraycopy(predictor.predict(row), 0, actual, sample * size, size);
    }
    leaveOut(each, expected, actual);
    TorchTraining.assertClose(expected, actual, "output");
  }

  /** Zeros instead of what positions give that do not count: those behind the end may differ. */
  private static void leaveOut(TorchSteps each, double[] expected, float[] actual) {
    float[] targets = each.targets();
    int size = actual.length / targets.length;
    for (int i = 0; each.loss().equals("entropy") && i < targets.length; i++) {
      if (targets[i] == Loss.IGNORED) {
        Arrays.fill(expected, i * size, (i + 1) * size, 0);
        Arrays.fill(actual, i * size, (i + 1) * size, 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenSteps(TorchSteps each) {
    Network network = network(each);
    TorchTraining.assertTenSteps(each, network, data(each, network));
  }

  private static Dataset data(TorchSteps each, Network network) {
    float[][] inputs = rows(each.sideBySide(), each.count());
    float[][] targets = rows(each.targets(), each.count());
    return PartedDataset.of(
        ArrayDataset.of(inputs, targets),
        network.inputs().stream().map(Input::shape).toList(),
        List.of(targets[0].length));
  }

  private static float[][] rows(float[] values, int count) {
    int width = values.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }
}
