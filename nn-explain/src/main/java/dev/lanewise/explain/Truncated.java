package dev.lanewise.explain;

import dev.lanewise.SettingException;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Models that end with a layer of another one. */
final class Truncated {

  private Truncated() {}

  /**
   * The part of a model that leads to a layer, whose values are its only output.
   *
   * @throws SettingException if there is no such layer
   */
  static Model upTo(Model model, String layer) {
    Network whole = model.network();
    if (whole.nodes().stream().noneMatch(node -> node.name().equals(layer))) {
      throw new SettingException(
          "There is no layer '%s'; there are %s."
              .formatted(layer, whole.nodes().stream().map(Node::name).toList()));
    }
    Set<String> needed = new HashSet<>(Set.of(layer));
    for (Node node : whole.nodes().reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.from());
        node.sharesWith().ifPresent(needed::add);
      }
    }
    List<Input> inputs =
        whole.inputs().stream().filter(input -> needed.contains(input.name())).toList();
    List<Node> nodes = whole.nodes().stream().filter(node -> needed.contains(node.name())).toList();
    Network network = new Network(inputs, nodes, List.of(layer));
    float[][] values =
        network.parameters().stream()
            .map(named -> model.values(named.name()))
            .toArray(float[][]::new);
    return new Model(network, values);
  }
}
