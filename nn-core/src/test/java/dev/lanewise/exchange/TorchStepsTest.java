package dev.lanewise.exchange;

import dev.lanewise.data.ArrayDataset;
import dev.lanewise.nn.Network;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten steps of training end where PyTorch's end in double, for every layer of images and sequences
 * and each of its options: losses, parameters and running statistics.
 */
class TorchStepsTest {
  private static final Map<String, Network> NETWORKS = TorchNetworks.all();

  static List<TorchSteps> cases() {
    return TorchSteps.all("pytorch-steps.txt");
  }

  @Test
  void everyNetworkHasItsCase() {
    TorchTraining.assertSameNames(NETWORKS, cases());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenSteps(TorchSteps each) {
    Network network = Objects.requireNonNull(NETWORKS.get(each.name()));
    float[] targets = each.targets();
    TorchTraining.assertTenSteps(
        each,
        network,
        ArrayDataset.of(
            each.channelsLast(), network.input(), targets, targets.length / each.count()));
  }
}
