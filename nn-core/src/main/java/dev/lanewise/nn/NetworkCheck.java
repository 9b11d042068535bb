package dev.lanewise.nn;

import dev.lanewise.ShapeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that inputs, nodes and outputs must keep to be a network. */
final class NetworkCheck {
  private final List<Input> inputs;
  private final List<Node> nodes;
  private final List<String> outputs;
  private final Map<String, Integer> order = new HashMap<>();

  private NetworkCheck(List<Input> inputs, List<Node> nodes, List<String> outputs) {
    this.inputs = inputs;
    this.nodes = nodes;
    this.outputs = outputs;
  }

  static void check(List<Input> inputs, List<Node> nodes, List<String> outputs) {
    new NetworkCheck(inputs, nodes, outputs).check();
  }

  private void check() {
    if (inputs.isEmpty()) {
      throw new ShapeException("A network needs at least one input; found none.");
    }
    if (nodes.isEmpty()) {
      throw new ShapeException("A network needs at least one layer; found none.");
    }
    inputs.forEach(input -> add(input.name()));
    nodes.forEach(node -> add(node.name()));
    nodes.forEach(this::checkReads);
    Placement placement = Placement.of(inputs, nodes);
    placement.places().forEach(place -> checkSharing(place, placement.places()));
    checkParameterNames(placement.places());
    checkOutputs();
    checkAllLeadToOutputs();
  }

  private void add(String name) {
    if (order.put(name, order.size()) != null) {
      throw new ShapeException(
          "There are two inputs or layers named '%s'; give each a name of its own."
              .formatted(name));
    }
  }

  private void checkReads(Node node) {
    if (node.from().isEmpty()) {
      throw new ShapeException(
          "%s reads nothing; name the inputs or layers that it reads.".formatted(node.label()));
    }
    for (String read : node.from()) {
      Integer place = order.get(read);
      if (place == null) {
        throw new ShapeException(
            "%s reads '%s', which is neither an input nor a layer; there are %s."
                .formatted(node.label(), read, names()));
      }
      if (place >= order.getOrDefault(node.name(), 0)) {
        throw outOfOrder(node, read);
      }
    }
  }

  private String names() {
    return order.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private ShapeException outOfOrder(Node node, String read) {
    Optional<List<String>> circle = way(read, node.name());
    return circle
        .map(way ->
            new ShapeException(
                "Layers read each other in a circle: %s reads %s. Leave one of these connections out."
                    .formatted(
                        "'" + node.name() + "'",
                        way.stream()
                            .map(name -> "'" + name + "'")
                            .collect(Collectors.joining(", which reads ")))))
        .orElseGet(() ->
            new ShapeException(
                "%s reads '%s', which comes later; put it behind that one."
                    .formatted(node.label(), read)));
  }

  /** How a node comes to read another one, if it does: the shortest way, first to last. */
  private Optional<List<String>> way(String from, String to) {
    Map<String, List<String>> reads = new HashMap<>();
    nodes.forEach(node -> reads.put(node.name(), node.from()));
    Map<String, String> readers = new HashMap<>(Map.of(from, from));
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!readers.containsKey(to) && !next.isEmpty()) {
      String name = next.remove();
      for (String read : reads.getOrDefault(name, List.of())) {
        if (readers.putIfAbsent(read, name) == null) {
          next.add(read);
        }
      }
    }
    return readers.containsKey(to) ? Optional.of(way(from, to, readers)) : Optional.empty();
  }

  private static List<String> way(String from, String to, Map<String, String> readers) {
    List<String> way = new ArrayList<>(List.of(to));
    while (!way.getLast().equals(from)) {
      way.add(readers.getOrDefault(way.getLast(), from));
    }
    return way.reversed();
  }

  private void checkSharing(Place place, List<Place> places) {
    if (place.node().sharesWith().isEmpty()) {
      return;
    }
    String owner = place.node().sharesWith().get();
    Place shared =
        Optional.ofNullable(order.get(owner))
            .map(at -> at - inputs.size())
            .filter(at -> at >= 0 && at < place.index())
            .map(places::get)
            .orElseThrow(() ->
                new ShapeException(
                    "%s uses the parameters of '%s', which is no layer before it."
                        .formatted(place.label(), owner)));
    List<Parameter> own = place.operation().parameters(place.inputs());
    List<Parameter> others = shared.parameters();
    if (others.isEmpty() || !text(own).equals(text(others))) {
      throw new ShapeException(
          "%s with input %s has parameters %s, but those of %s with input %s that it shall use are %s. Both must be alike, and the latter its own."
              .formatted(
                  place.label(),
                  place.input(),
                  text(own),
                  shared.label(),
                  shared.input(),
                  text(others)));
    }
  }

  /** What must be alike, as words. */
  private static String text(List<Parameter> parameters) {
    return parameters.stream()
        .map(p -> "%s %s (%s, %s)".formatted(p.name(), p.shape(), p.kind(), p.role()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static void checkParameterNames(List<Place> places) {
    Set<String> names = new HashSet<>();
    for (Place place : places) {
      for (Parameter parameter : place.parameters()) {
        String name = place.node().name() + "." + parameter.name();
        if (!names.add(name)) {
          throw new ShapeException(
              "There are two parameters named '%s'; give %s another name."
                  .formatted(name, place.label()));
        }
      }
    }
  }

  private void checkOutputs() {
    if (outputs.isEmpty()) {
      throw new ShapeException("A network needs at least one output; found none.");
    }
    Set<String> seen = new HashSet<>();
    for (String output : outputs) {
      boolean known = order.getOrDefault(output, -1) >= inputs.size();
      if (!known || !seen.add(output)) {
        throw new ShapeException(
            "Output '%s': must be a layer, named once; there are %s."
                .formatted(
                    output, nodes.stream().map(Node::name).collect(Collectors.joining(", "))));
      }
    }
  }

  private void checkAllLeadToOutputs() {
    Set<String> wanted = new HashSet<>(outputs);
    for (Node node : nodes.reversed()) {
      if (!wanted.contains(node.name())) {
        throw new ShapeException(
            "%s leads to no output; make it one, or leave it out.".formatted(node.label()));
      }
      wanted.addAll(node.from());
    }
    for (Input input : inputs) {
      if (!wanted.contains(input.name())) {
        throw new ShapeException(
            "Input '%s' is read by no layer; leave it out.".formatted(input.name()));
      }
    }
  }
}
