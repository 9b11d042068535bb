package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a function out of the way to an output. Nodes that something else reads, too, stay for that
 * reader, so that only the way to the output changes.
 */
final class FunctionRemoval {
  /** What is added to the names of nodes that are needed twice. */
  private static final String SECOND = ".logits";

  private final Network network;
  private final String function;

  FunctionRemoval(Network network, String function) {
    this.network = network;
    this.function = function;
  }

  /**
   * The network without the function.
   *
   * @param path the nodes that lead to the output, in order; the function is one of them
   */
  Network from(List<Place> path, int output) {
    List<Node> nodes = new ArrayList<>(network.nodes());
    boolean removed = false;
    String current = path.getFirst().node().from().getFirst();
    for (Place place : path) {
      Node node = place.node();
      if (node.name().equals(function)) {
        removed = true;
        current = replaced(node, nodes, current);
      } else if (!removed) {
        current = node.name();
      } else if (!(node.operation() instanceof Activate)) {
        current = moved(node, nodes, current);
      }
    }
    String value = current;
    if (network.inputs().stream().anyMatch(input -> input.name().equals(value))) {
      current = add(nodes, new Node(function, new Activate(Activation.IDENTITY), List.of(value)));
    }
    List<String> outputs = new ArrayList<>(network.outputs());
    outputs.set(output, current);
    return new Network(network.inputs(), leadingTo(outputs, nodes), outputs);
  }

  /** The value that the function was applied to. */
  private String replaced(Node node, List<Node> nodes, String current) {
    if (!(node.operation() instanceof Dense dense)) {
      return current;
    }
    Dense linear = dense.withActivation(Activation.IDENTITY);
    int at = nodes.indexOf(node);
    if (!readElsewhere(node)) {
      nodes.set(at, new Node(node.name(), linear, node.from(), node.sharesWith()));
      return node.name();
    }
    String owner = node.sharesWith().orElse(node.name());
    Node second = new Node(node.name() + SECOND, linear, node.from(), Optional.of(owner));
    return add(nodes, at + 1, second);
  }

  /** A node behind the function, which now reads another value. */
  private String moved(Node node, List<Node> nodes, String current) {
    boolean twice = readElsewhere(node);
    String name = twice ? node.name() + SECOND : node.name();
    Node moved = new Node(name, node.operation(), List.of(current), node.sharesWith());
    if (twice) {
      return add(nodes, moved);
    }
    nodes.set(nodes.indexOf(node), moved);
    return name;
  }

  private String add(List<Node> nodes, Node node) {
    return add(nodes, nodes.size(), node);
  }

  private String add(List<Node> nodes, int at, Node node) {
    nodes.removeIf(each -> each.name().equals(node.name()));
    nodes.add(Math.min(at, nodes.size()), node);
    return node.name();
  }

  /** Whether anything but the way to this output reads a node's value. */
  private boolean readElsewhere(Node node) {
    long readers =
        network.nodes().stream()
            .flatMap(each -> each.from().stream())
            .filter(node.name()::equals)
            .count();
    for (int i = 0; i < network.outputs().size(); i++) {
      readers += network.outputs().get(i).equals(node.name()) ? 1 : 0;
    }
    return readers > 1;
  }

  private static List<Node> leadingTo(List<String> outputs, List<Node> nodes) {
    Set<String> wanted = new HashSet<>(outputs);
    List<Node> leading = new ArrayList<>();
    for (Node node : nodes.reversed()) {
      if (wanted.contains(node.name())) {
        leading.addFirst(node);
        wanted.addAll(node.from());
      }
    }
    return leading;
  }
}
