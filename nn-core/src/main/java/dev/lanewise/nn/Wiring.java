package dev.lanewise.nn;

import dev.lanewise.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What of a network is really run. Views vanish: their value is that of what they view. Layers that
 * fuse become one. Values have numbers: first those of the inputs, then those of the units of work
 * in their order.
 *
 * @param inputs the shapes of the inputs
 * @param works what is run, in order
 * @param outputs the values that leave the network
 * @param values the numbers of the values by name; those inside of fused layers have none
 * @param split the values that something, or a view of it, sees as several positions
 */
public record Wiring(
    List<Shape> inputs,
    List<Work> works,
    List<Integer> outputs,
    Map<String, Integer> values,
    Set<Integer> split) {

  /**
   * An operation to run.
   *
   * @param index counts the operations of the network that are not views; of the first part if
   *     fused
   * @param label how messages call it
   * @param operation what it computes
   * @param from the values that it reads
   * @param inputs their shapes
   * @param output the shape of its own value
   * @param owner the node whose parameters it uses
   * @param parameters these parameters
   */
  public record Work(
      int index,
      String label,
      Operation operation,
      List<Integer> from,
      List<Shape> inputs,
      Shape output,
      String owner,
      List<Parameter> parameters) {

    /** The full name of a parameter. */
    public String fullName(String parameter) {
      return owner + "." + parameter;
    }
  }

  /** Copies the collections. */
  public Wiring {
    inputs = List.copyOf(inputs);
    works = List.copyOf(works);
    outputs = List.copyOf(outputs);
    values = Map.copyOf(values);
    split = Set.copyOf(split);
  }

  /** The wiring of a network, with layers fused where that changes no bit. */
  public static Wiring of(Network network) {
    return new Builder(network, true).build();
  }

  /** The wiring of a network in which each operation has a value of its own. */
  public static Wiring unfused(Network network) {
    return new Builder(network, false).build();
  }

  /** The shape of a value. */
  public Shape shape(int value) {
    return value < inputs.size() ? inputs.get(value) : works.get(value - inputs.size()).output();
  }

  /** The number of the value that a unit of work computes. */
  public int valueOf(int work) {
    return inputs.size() + work;
  }

  private static final class Builder {
    private final Network network;
    private final boolean fuses;
    private final Map<String, Integer> values = new HashMap<>();
    private final Map<String, String> viewed = new HashMap<>();
    private final List<Work> works = new ArrayList<>();
    private final Set<Integer> split = new HashSet<>();

    Builder(Network network, boolean fuses) {
      this.network = network;
      this.fuses = fuses;
    }

    Wiring build() {
      for (Input input : network.inputs()) {
        name(input.name(), values.size(), input.shape());
      }
      int inputs = values.size();
      Set<String> readOnce = readOnce();
      int index = 0;
      for (Place place : network.places()) {
        if (place.operation().isView()) {
          int viewed = read(place.node().from().getFirst());
          name(place.node().name(), viewed, place.output());
        } else {
          Work work = work(place, index);
          index++;
          if (!fuse(work, place.node(), inputs, readOnce)) {
            works.add(work);
          }
          name(place.node().name(), inputs + works.size() - 1, place.output());
        }
      }
      return new Wiring(
          network.inputs().stream().map(Input::shape).toList(),
          works,
          network.outputs().stream().map(this::read).toList(),
          values,
          split);
    }

    private void name(String name, int value, Shape shape) {
      values.put(name, value);
      if (shape.positions() > 1) {
        split.add(value);
      }
    }

    private int read(String name) {
      return Objects.requireNonNull(values.get(name), name);
    }

    private Work work(Place place, int index) {
      Node node = place.node();
      return new Work(
          index,
          node.label(),
          node.operation(),
          node.from().stream().map(this::read).toList(),
          place.inputs(),
          place.output(),
          node.sharesWith().orElse(node.name()),
          node.operation().parameters(place.inputs()));
    }

    /** Joins a layer to the one that was added last, if nothing else reads that one's value. */
    private boolean fuse(Work work, Node node, int inputs, Set<String> readOnce) {
      if (!fuses
          || works.isEmpty()
          || !work.from().equals(List.of(inputs + works.size() - 1))
          || !readOnce.contains(source(node.from().getFirst()))
          || !(work.operation() instanceof Layer next)
          || !(works.getLast().operation() instanceof Layer before)) {
        return false;
      }
      Optional<Layer> both = before.fuse(next);
      both.ifPresent(fused -> {
        Work first = works.removeLast();
        works.add(
            new Work(
                first.index(),
                first.label(),
                fused,
                first.from(),
                first.inputs(),
                fused.outputShape(first.inputs()),
                first.owner(),
                first.parameters()));
      });
      return both.isPresent();
    }

    /** What a view views in the end. */
    private String source(String name) {
      return viewed.getOrDefault(name, name);
    }

    /** The values that have a single reader, through views, and leave the network nowhere. */
    private Set<String> readOnce() {
      for (Place place : network.places()) {
        if (place.operation().isView()) {
          viewed.put(place.node().name(), source(place.node().from().getFirst()));
        }
      }
      Set<String> once = new HashSet<>();
      Set<String> more = new HashSet<>();
      network.outputs().forEach(output -> more.add(source(output)));
      for (Node node : network.nodes()) {
        if (!node.operation().isView()) {
          for (String read : node.from()) {
            if (!once.add(source(read))) {
              more.add(source(read));
            }
          }
        }
      }
      once.removeAll(more);
      return once;
    }
  }
}
