package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.FileException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.networks.Networks;
import dev.lanewise.nn.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileTest {
  private static final String BY_HAND =
      """
      {
        "inputs": [{"name": "digit", "shape": [28, 28, 1]}],
        "nodes": [
          {"name": "edges",
           "operation": {"type": "conv2d", "units": 8, "kernel": [3, 3], "stride": [1, 1],
                         "padding": "valid", "dilation": [1, 1], "groups": 1, "bias": true,
                         "activation": "relu", "alpha": 0},
           "from": ["digit"]},
          {"name": "flat", "operation": {"type": "flatten"}, "from": ["edges"]},
          {"name": "class",
           "operation": {"type": "dense", "units": 10, "activation": "identity", "alpha": 0},
           "from": ["flat"]}
        ],
        "outputs": ["class"]
      }
      """;

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("network.json");
  }

  static Stream<Network> networks() {
    return Stream.of(
        Networks.lenet(Shape.of(28, 28, 1), 10),
        Networks.cnn(Shape.of(28, 28, 1), 10),
        Networks.vgg(Shape.of(32, 32, 3), 10, 6),
        Networks.resnet(Shape.of(32, 32, 3), 10, 1202));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatIsLoadedEqualsWhatWasSaved(Network network) throws IOException {
    NetworkFile.save(network, file);
    assertEquals(network, NetworkFile.load(file));
    assertTrue(Files.readAllLines(file).size() > network.nodes().size(), "lines for people");
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aFileWrittenByHandIsRead() throws IOException {
    Files.writeString(file, BY_HAND);
    Network network = NetworkFile.load(file);
    List<Object> operations =
        network.nodes().stream().<Object>map(node -> node.operation()).toList();
    assertEquals(
        List.of(new Conv2d(8, 3, Activation.RELU), new Flatten(), new Dense(10)), operations);
  }

  private void assertRefused(String words) {
    String message = assertThrows(FileException.class, () -> NetworkFile.load(file)).getMessage();
    assertTrue(message.contains(file.toString()) && message.contains(words), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{} {}",
        "{\"inputs\": 1}",
        "x,y",
        "\u0000",
        "{\"layers\": []}"
      })
  void whatIsNoNetworkIsRefused(String text) throws IOException {
    Files.writeString(file, text);
    assertRefused("expected");
  }

  @Test
  void faultsAreNamed() throws IOException {
    assertRefused("nothing of that name");
    Files.writeString(file, BY_HAND.replace("\"conv2d\"", "\"conv9d\""));
    assertRefused("'conv9d'");
    Files.writeString(file, BY_HAND.replace("[\"flat\"]", "[\"pool\"]"));
    assertRefused("pool");
    Files.writeString(file, BY_HAND.replace("[28, 28, 1]", "[784]"));
    assertRefused("(784)");
    Files.write(file, BY_HAND.getBytes(StandardCharsets.UTF_16));
    assertRefused("UTF-8");
    Files.write(file, new byte[(1 << 23) + 1]);
    assertRefused("8388608");
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused("no file");
  }
}
