package dev.lanewise.networks;

import dev.lanewise.Activation;
import dev.lanewise.layers.ActivatedLayer;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Node;
import dev.lanewise.nn.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Models that compute the same with fewer layers, for inference. */
public final class Folding {
  private final Model model;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, float[]> values = new HashMap<>();

  /** The node whose value now has the name of a batch normalization that is gone. */
  private final Map<String, String> instead = new HashMap<>();

  private Folding(Model model) {
    this.model = model;
    List<NamedParameter> parameters = model.network().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      values.put(parameters.get(i).name(), model.values(i));
    }
  }

  /**
   * The model without those batch normalizations that directly follow a convolution or a dense
   * layer: its weights and biases take over their running statistics, as {@code w' = w gamma /
   * sqrt(variance + epsilon)} and {@code b' = beta + (b - mean) gamma / sqrt(variance + epsilon)},
   * computed in double. Outputs agree but for rounding; they take less time. To train on, keep the
   * model as it is.
   *
   * <p>A layer stays as it is if it has an activation, if something else reads it, too, or if it
   * shares its parameters.
   */
  public static Model batchNorms(Model model) {
    return new Folding(model).fold();
  }

  private Model fold() {
    Network network = model.network();
    for (Node node : network.nodes()) {
      Optional<Node> before = foldable(node);
      if (before.isPresent()) {
        fold(before.get(), node);
      } else {
        List<String> from = node.from().stream().map(this::renamed).toList();
        nodes.add(new Node(node.name(), node.operation(), from, node.sharesWith()));
      }
    }
    Network folded =
        new Network(
            network.inputs(), nodes, network.outputs().stream().map(this::renamed).toList());
    return new Model(
        folded,
        folded.parameters().stream().map(each -> values.get(each.name())).toArray(float[][]::new));
  }

  private String renamed(String name) {
    return instead.getOrDefault(name, name);
  }

  /** The layer that takes a node over, if that is a batch normalization and there is one. */
  private Optional<Node> foldable(Node node) {
    if (!(node.operation() instanceof BatchNorm) || isShared(node)) {
      return Optional.empty();
    }
    String from = node.from().getFirst();
    return nodes.stream()
        .filter(each -> each.name().equals(from) && readers(from) == 1 && !isShared(each))
        .filter(each ->
            each.operation() instanceof ActivatedLayer layer
                && layer.activation().equals(Activation.IDENTITY))
        .findFirst();
  }

  private boolean isShared(Node node) {
    return node.sharesWith().isPresent()
        || model.network().nodes().stream()
            .anyMatch(each -> each.sharesWith().equals(Optional.of(node.name())));
  }

  private long readers(String name) {
    Network network = model.network();
    return Stream.concat(
            network.nodes().stream().flatMap(each -> each.from().stream()),
            network.outputs().stream())
        .filter(name::equals)
        .count();
  }

  private void fold(Node before, Node norm) {
    ActivatedLayer layer = (ActivatedLayer) before.operation();
    BatchNorm statistics = (BatchNorm) norm.operation();
    String weightName = before.name() + ".weight";
    Parameter weight =
        model.network().parameters().stream()
            .filter(each -> each.name().equals(weightName))
            .findFirst()
            .orElseThrow()
            .parameter();
    float[] gamma = of(norm, "gamma");
    float[] variance = of(norm, "variance");
    double[] scale = new double[gamma.length];
    for (int unit = 0; unit < scale.length; unit++) {
      scale[unit] = gamma[unit] / Math.sqrt((double) variance[unit] + statistics.epsilon());
    }
    float[] weights = of(before, "weight");
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] * scale[layer.unit(weight, i)]);
    }
    float[] biases =
        values.computeIfAbsent(before.name() + ".bias", key -> new float[scale.length]);
    float[] mean = of(norm, "mean");
    float[] beta = of(norm, "beta");
    for (int unit = 0; unit < scale.length; unit++) {
      biases[unit] = (float) (beta[unit] + ((double) biases[unit] - mean[unit]) * scale[unit]);
    }
    nodes.set(
        nodes.indexOf(before),
        new Node(before.name(), layer.withBias(), before.from(), before.sharesWith()));
    instead.put(norm.name(), before.name());
  }

  private float[] of(Node node, String parameter) {
    return Objects.requireNonNull(values.get(node.name() + "." + parameter));
  }
}
