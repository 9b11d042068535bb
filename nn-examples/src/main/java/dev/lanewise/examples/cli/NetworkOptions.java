package dev.lanewise.examples.cli;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that describe a network. */
final class NetworkOptions {

  @Option(
      names = "--hidden",
      paramLabel = "SIZES",
      defaultValue = "128",
      converter = HiddenLayers.Converter.class,
      description =
          "Neurons of the hidden layers, such as 128 or 512,512, or none (default:"
              + " ${DEFAULT-VALUE}).")
  private HiddenLayers hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      converter = ActivationChoice.Converter.class,
      description =
          "Activation of the hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ActivationChoice activation;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      defaultValue = "glorot_uniform",
      converter = InitializerChoice.Converter.class,
      description =
          "Initial weights: ${COMPLETION-CANDIDATES}; torch is what PyTorch's Linear does (default:"
              + " ${DEFAULT-VALUE}).")
  private InitializerChoice init;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      defaultValue = "0",
      converter = Numbers.Share.class,
      description =
          "Share of each hidden layer's outputs to drop in training, at least 0 and below 1"
              + " (default: ${DEFAULT-VALUE}).")
  private float dropout;

  /** A classifier of the given number of classes, with logits as outputs. */
  Network network(Shape input, int classes) {
    List<Layer> layers = new ArrayList<>();
    if (input.positions() > 1) {
      layers.add(new Flatten());
    }
    for (int units : hidden.units()) {
      layers.add(dense(units, activation.activation));
      if (dropout > 0) {
        layers.add(new Dropout(dropout));
      }
    }
    layers.add(dense(classes, Activation.IDENTITY));
    return Network.of(input, layers);
  }

  /** A network of these options for the same samples as vectors. */
  static Network ofVectors(Network network) {
    List<Layer> layers = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (node.operation() instanceof Layer layer && !layer.isView()) {
        layers.add(layer);
      }
    }
    return Network.of(Shape.of(network.input().size()), layers);
  }

  private Dense dense(int units, Activation function) {
    return new Dense(units, function).withInitializers(init.weights, init.bias());
  }

  /** One line for people, such as {@code 784-128-10 relu}. */
  String describe(Shape input, int classes) {
    StringBuilder text = new StringBuilder().append(input.size());
    hidden.units().forEach(units -> text.append('-').append(units));
    text.append('-').append(classes);
    if (!hidden.units().isEmpty()) {
      text.append(' ').append(activation);
    }
    if (dropout > 0) {
      text.append(", dropout ").append(dropout);
    }
    return text.append(", init ").append(init).toString();
  }
}
