package dev.lanewise.nn;

import dev.lanewise.LanewiseException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The shapes of all values of a network, by the names of the inputs and nodes that they are of. */
record Placement(Map<String, Shape> shapes, List<Place> places) {

  /** Follows the shapes through nodes, each of which reads what comes before it. */
  static Placement of(List<Input> inputs, List<Node> nodes) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach(input -> shapes.put(input.name(), input.shape()));
    List<Place> places = new ArrayList<>();
    for (Node node : nodes) {
      List<Shape> read =
          node.from().stream().map(name -> Objects.requireNonNull(shapes.get(name), name)).toList();
      Place place = place(places.size(), node, read);
      shapes.put(node.name(), place.output());
      places.add(place);
    }
    return new Placement(shapes, List.copyOf(places));
  }

  private static Place place(int index, Node node, List<Shape> read) {
    try {
      Place place = new Place(index, node, read, node.operation().outputShape(read));
      node.operation().parameters(read);
      return place;
    } catch (LanewiseException e) {
      throw new ShapeException(
          "%s with %s: %s".formatted(upper(node.label()), read(node, read), e.getMessage()));
    }
  }

  private static String upper(String label) {
    return Character.toUpperCase(label.charAt(0)) + label.substring(1);
  }

  private static String read(Node node, List<Shape> shapes) {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      each.add(shapes.get(i) + " of '" + node.from().get(i) + "'");
    }
    return (each.size() == 1 ? "input " : "inputs ") + String.join(" and ", each);
  }

  /** The shape of a value. */
  Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }
}
