package dev.lanewise.nn;

import java.util.List;
import java.util.Optional;

/**
 * An operation in a network.
 *
 * @param name its name, unique among inputs and nodes; that of its parameters begins with it
 * @param operation what it computes
 * @param from the names of the inputs and nodes that it reads, in the operation's order
 * @param sharesWith the node whose parameters it uses instead of own ones, if any
 */
public record Node(
    String name, Operation operation, List<String> from, Optional<String> sharesWith) {

  /** Checks the name and copies the list. */
  public Node {
    Names.check("Node", name);
    from = List.copyOf(from);
  }

  /** A node with parameters of its own. */
  public Node(String name, Operation operation, List<String> from) {
    this(name, operation, from, Optional.empty());
  }

  /** How messages call the node: its name and type. */
  public String label() {
    return "layer " + name + " (" + operation.getClass().getSimpleName() + ")";
  }
}
