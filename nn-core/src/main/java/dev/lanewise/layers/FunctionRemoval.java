package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a function out of the way to an output. What lies on that way behind the function is put to
 * the end of the network, where it reads what the function was applied to. Nodes that something
 * else reads, too, stay for that reader, and the way gets nodes of its own.
 */
final class FunctionRemoval {
  /** What is added to the names of nodes that are needed twice. */
  private static final String SECOND = ".logits";

  private final Network network;
  private final String function;
  private final List<Node> nodes;

  FunctionRemoval(Network network, String function) {
    this.network = network;
    this.function = function;
    this.nodes = new ArrayList<>(network.nodes());
  }

  /**
   * The network without the function.
   *
   * @param path the nodes that lead to the output, in order; the function is one of them
   */
  Network from(List<Place> path, int output) {
    boolean behind = false;
    Node applied = path.getFirst().node();
    String current = applied.from().getFirst();
    for (Place place : path) {
      Node node = place.node();
      if (node.name().equals(function)) {
        behind = true;
        applied = node;
        current = withoutFunction(node, current);
      } else if (!behind) {
        current = node.name();
      } else if (!(node.operation() instanceof Activate)) {
        Node other = new Node(node.name(), node.operation(), List.of(current), node.sharesWith());
        current = moved(node, other);
      }
    }
    List<String> outputs = new ArrayList<>(network.outputs());
    outputs.set(output, "");
    if (outputs.contains(current) || isInput(current)) {
      Activate identity = new Activate(Activation.IDENTITY);
      current = moved(applied, new Node(applied.name(), identity, List.of(current)));
    }
    outputs.set(output, current);
    return new Network(network.inputs(), leadingTo(outputs), outputs);
  }

  private boolean isInput(String name) {
    return network.inputs().stream().map(Input::name).anyMatch(name::equals);
  }

  /** The value that the function was applied to. */
  private String withoutFunction(Node node, String before) {
    if (!(node.operation() instanceof ActivatedLayer layer)) {
      return before;
    }
    ActivatedLayer linear = layer.withActivation(Activation.IDENTITY);
    if (isReadElsewhere(node)) {
      String owner = node.sharesWith().orElse(node.name());
      return moved(node, new Node(node.name(), linear, node.from(), Optional.of(owner)));
    }
    nodes.set(nodes.indexOf(node), new Node(node.name(), linear, node.from(), node.sharesWith()));
    return node.name();
  }

  /** Puts another node to the end, instead of one, or beside it if something else reads that. */
  private String moved(Node node, Node other) {
    String name = node.name();
    if (isReadElsewhere(node)) {
      name = unused(name);
    } else {
      nodes.remove(node);
    }
    nodes.add(new Node(name, other.operation(), other.from(), other.sharesWith()));
    return name;
  }

  private String unused(String name) {
    Set<String> used = new HashSet<>();
    Stream.concat(network.inputs().stream().map(Input::name), nodes.stream().map(Node::name))
        .forEach(used::add);
    String unused = name;
    while (used.contains(unused)) {
      unused += SECOND;
    }
    return unused;
  }

  /** Whether anything but the way to this output reads a node's value. */
  private boolean isReadElsewhere(Node node) {
    long readers =
        Stream.concat(
                network.nodes().stream().flatMap(each -> each.from().stream()),
                network.outputs().stream())
            .filter(node.name()::equals)
            .count();
    return readers > 1;
  }

  private List<Node> leadingTo(List<String> outputs) {
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
