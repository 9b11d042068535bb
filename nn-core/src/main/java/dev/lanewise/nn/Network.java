package dev.lanewise.nn;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An immutable description of a feed-forward network: a graph of named operations. Most networks
 * are chains, which are written in one line; {@link Graph} builds the others. The whole network is
 * checked when it is constructed.
 *
 * <pre>{@code
 * Network network = Network.of(Shape.of(784), new Dense(128, Activation.RELU), new Dense(10));
 * Model model = network.initialize(42);
 * }</pre>
 *
 * <p>The nodes of a chain are called "0", "1" and so on, their parameters {@code 0.weight}, {@code
 * 0.bias}.
 *
 * @param inputs where samples enter, at least one
 * @param nodes the operations, each behind those that it reads
 * @param outputs the names of the nodes whose values leave the network, at least one
 */
public record Network(List<Input> inputs, List<Node> nodes, List<String> outputs) {

  /**
   * A parameter in its place.
   *
   * @param name its full name, such as {@code 0.weight}
   * @param parameter its description
   */
  public record NamedParameter(String name, Parameter parameter) {}

  /**
   * Checks names, order and shapes.
   *
   * @throws ShapeException if shapes do not meet, a name is not known or there are two of it, nodes
   *     read each other in a circle, or something leads to no output
   */
  public Network {
    inputs = List.copyOf(inputs);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    NetworkCheck.check(inputs, nodes, outputs);
  }

  /** A chain of the given layers. */
  public static Network of(Shape input, Layer... layers) {
    return of(input, List.of(layers));
  }

  /** A chain of the given layers, at least one. */
  public static Network of(Shape input, List<? extends Layer> layers) {
    List<Node> nodes = new ArrayList<>();
    String from = Input.ONLY;
    for (Layer layer : layers) {
      String name = String.valueOf(nodes.size());
      nodes.add(new Node(name, layer, List.of(from)));
      from = name;
    }
    return new Network(List.of(new Input(Input.ONLY, input)), nodes, List.of(from));
  }

  /** The nodes with the shapes that meet there, in their order. */
  public List<Place> places() {
    return Placement.of(inputs, nodes).places();
  }

  /** Whether it has one input and one output, and each node reads the one before it. */
  public boolean isChain() {
    String from = inputs.getFirst().name();
    for (Node node : nodes) {
      if (!node.from().equals(List.of(from)) || node.sharesWith().isPresent()) {
        return false;
      }
      from = node.name();
    }
    return inputs.size() == 1 && outputs.equals(List.of(from));
  }

  /**
   * The shape of one sample.
   *
   * @throws UsageException if the network has several inputs
   */
  public Shape input() {
    return only("inputs", inputs.stream().map(Input::name).toList(), inputs).shape();
  }

  /**
   * The shape of one output sample.
   *
   * @throws UsageException if the network has several outputs
   */
  public Shape output() {
    return only("outputs", outputs, outputShapes());
  }

  /** The shapes of the outputs, in their order. */
  public List<Shape> outputShapes() {
    Placement placement = Placement.of(inputs, nodes);
    return outputs.stream().map(placement::shape).toList();
  }

  private static <T> T only(String kind, List<String> names, List<T> all) {
    if (all.size() != 1) {
      throw new UsageException(
          "The network has %s %s (%s); ask for all of them."
              .formatted(all.size(), kind, String.join(", ", names)));
    }
    return all.getFirst();
  }

  /** The nodes with their shapes and parameters as a table, and the memory that they need. */
  public Summary summary() {
    return Summary.of(this);
  }

  /** All parameters, node by node, those of role {@link Parameter.Role#STATE} included. */
  public List<NamedParameter> parameters() {
    return places().stream()
        .flatMap(place ->
            place.parameters().stream()
                .map(parameter ->
                    new NamedParameter(place.node().name() + "." + parameter.name(), parameter)))
        .toList();
  }

  /** The number of trainable numbers. */
  public long parameterCount() {
    return parameters().stream()
        .filter(named -> named.parameter().isTrained())
        .mapToLong(named -> named.parameter().size())
        .sum();
  }

  /** A model with initial values drawn from the operations' initializers. */
  public Model initialize(long seed) {
    List<NamedParameter> parameters = parameters();
    float[][] values = new float[parameters.size()][];
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = parameters.get(i).parameter();
      values[i] = new float[parameter.size()];
      parameter
          .initializer()
          .fill(values[i], parameter.fanIn(), parameter.fanOut(), Seeds.mix(seed, i));
    }
    return new Model(this, values);
  }

  /** The names of all parameters, for messages. */
  String parameterNames() {
    return parameters().stream().map(NamedParameter::name).collect(Collectors.joining(", "));
  }

  /** One line for messages: the inputs, what is computed of what, and the outputs. */
  @Override
  public String toString() {
    String entering =
        inputs.stream()
            .map(input -> input.name() + " " + input.shape())
            .collect(Collectors.joining(", "));
    String computed =
        nodes.stream()
            .map(node ->
                "%s = %s of %s%s"
                    .formatted(
                        node.name(),
                        node.operation(),
                        String.join(" and ", node.from()),
                        node.sharesWith().map(owner -> " as " + owner).orElse("")))
            .collect(Collectors.joining(", "));
    return "Network[%s; %s; outputs %s]".formatted(entering, computed, String.join(", ", outputs));
  }
}
