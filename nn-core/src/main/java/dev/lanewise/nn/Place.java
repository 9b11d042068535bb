package dev.lanewise.nn;

import dev.lanewise.Shape;
import java.util.List;

/**
 * A node with the shapes that meet there.
 *
 * @param index its position among the nodes of the network, from 0
 * @param node the node
 * @param inputs the shapes that reach it
 * @param output the shape that leaves it
 */
public record Place(int index, Node node, List<Shape> inputs, Shape output) {

  /** Copies the list. */
  public Place {
    inputs = List.copyOf(inputs);
  }

  /** What the node computes. */
  public Operation operation() {
    return node.operation();
  }

  /** The shape of the first input. */
  public Shape input() {
    return inputs.getFirst();
  }

  /** The parameters that are the node's own: none if it uses those of another one. */
  public List<Parameter> parameters() {
    return node.sharesWith().isPresent() ? List.of() : operation().parameters(inputs);
  }

  /** How messages call it: name and type. */
  public String label() {
    return node.label();
  }
}
