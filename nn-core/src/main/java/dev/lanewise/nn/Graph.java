package dev.lanewise.nn;

import dev.lanewise.Shape;
import dev.lanewise.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a network that is no chain, value by value:
 *
 * <pre>{@code
 * Graph graph = new Graph();
 * Graph.Value x = graph.input("image", Shape.of(64));
 * Graph.Value y = x.then(new Dense(64, Activation.RELU));
 * Network network = graph.outputs(y.then(new Dense(64)).plus(y).then(new Dense(10)));
 * }</pre>
 *
 * <p>Nodes without a name are called by their number, "0", "1" and so on. A graph belongs to one
 * thread; the network that it makes is immutable.
 */
public final class Graph {
  private final List<Input> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  /** A graph without inputs. */
  public Graph() {}

  /** What an input or a node gives, to be read by others. */
  public final class Value {
    private final String name;

    private Value(String name) {
      this.name = name;
    }

    private Graph graph() {
      return Graph.this;
    }

    /** The name of the input or node. */
    public String name() {
      return name;
    }

    /** What a layer makes of this value. */
    public Value then(Layer layer) {
      return then(String.valueOf(nodes.size()), layer);
    }

    /** What a layer of that name makes of this value. */
    public Value then(String node, Layer layer) {
      return add(node, layer, List.of(this), Optional.empty());
    }

    /**
     * What a layer makes of this value with the parameters of another node, which must be alike:
     * when one of the two learns, both do.
     *
     * @param owner the value of that node
     */
    public Value thenSharing(String node, Layer layer, Value owner) {
      checkOwn(owner);
      for (Node shared : nodes) {
        if (shared.name().equals(owner.name)) {
          return add(
              node, layer, List.of(this), Optional.of(shared.sharesWith().orElse(shared.name())));
        }
      }
      throw new UsageException(
          "'%s' is no node whose parameters could be used; name the value of a layer."
              .formatted(owner.name));
    }

    /**
     * What another node's layer makes of this value, with that node's parameters: when one of the
     * two learns, both do.
     *
     * @param other the value of a node that has a layer
     * @throws UsageException if it has none
     */
    public Value thenSame(Value other) {
      return thenSame(String.valueOf(nodes.size()), other);
    }

    /** The same as a node of that name. */
    public Value thenSame(String node, Value other) {
      checkOwn(other);
      for (Node shared : nodes) {
        if (shared.name().equals(other.name) && shared.operation() instanceof Layer layer) {
          String owner = shared.sharesWith().orElse(shared.name());
          return add(node, layer, List.of(this), Optional.of(owner));
        }
      }
      throw new UsageException(
          "'%s' has no layer whose parameters could be used; name the value of a layer."
              .formatted(other.name));
    }

    /** The sum with another value of the same shape: what residual connections need. */
    public Value plus(Value other) {
      return apply(new Add(), this, other);
    }

    /** The sum with another value of the same shape, in a node of that name. */
    public Value plus(String node, Value other) {
      return apply(node, new Add(), this, other);
    }

    /** The product with another value of the same shape, element by element: a gate. */
    public Value times(Value other) {
      return apply(new Multiply(), this, other);
    }
  }

  /** An input for samples of a shape. */
  public Value input(String name, Shape shape) {
    inputs.add(new Input(name, shape));
    return new Value(name);
  }

  /** What an operation makes of some values. */
  public Value apply(Operation operation, Value... values) {
    return apply(String.valueOf(nodes.size()), operation, values);
  }

  /** What an operation of that name makes of some values. */
  public Value apply(String node, Operation operation, Value... values) {
    return add(node, operation, List.of(values), Optional.empty());
  }

  private Value add(String node, Operation operation, List<Value> from, Optional<String> sharing) {
    from.forEach(this::checkOwn);
    nodes.add(new Node(node, operation, from.stream().map(Value::name).toList(), sharing));
    return new Value(node);
  }

  private void checkOwn(Value value) {
    if (value.graph() != this) {
      throw new UsageException(
          "'%s' is a value of another graph; a network is built from one.".formatted(value.name));
    }
  }

  /**
   * The network whose outputs are these values.
   *
   * @throws dev.lanewise.ShapeException if it is not one, see {@link Network}
   */
  public Network outputs(Value... values) {
    List<Value> outputs = List.of(values);
    outputs.forEach(this::checkOwn);
    return new Network(inputs, nodes, outputs.stream().map(Value::name).toList());
  }
}
