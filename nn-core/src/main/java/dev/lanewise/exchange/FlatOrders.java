package dev.lanewise.exchange;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.MaxPool1d;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.RepeatVector;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.SpatialDropout;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Parameter.Kind;
import dev.lanewise.nn.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * In which order PyTorch has the features of flat values. It flattens channels x height x width,
 * and what reads features one by one must know.
 */
final class FlatOrders {
  private static final int IMAGE = 3;

  /**
   * What is known of a value.
   *
   * @param channelsFirst whether PyTorch has the channels of this value first
   * @param order for each of PyTorch's features of a flat sample the one here; empty if they agree
   */
  private record Flow(boolean channelsFirst, Optional<int[]> order) {}

  private final Map<String, Flow> flows = new HashMap<>();
  private final Map<String, int[]> orders = new HashMap<>();

  FlatOrders(Network network) {
    for (Input input : network.inputs()) {
      flows.put(input.name(), new Flow(isImage(input.shape()), Optional.empty()));
    }
    for (Place place : network.places()) {
      List<Flow> inputs =
          place.node().from().stream()
              .map(name -> Objects.requireNonNull(flows.get(name)))
              .toList();
      flows.put(place.node().name(), flow(place, inputs));
      checkTurned(place, inputs.getFirst());
      if (place.input().dimensions().size() == 1) {
        inputs.getFirst().order().ifPresent(order -> orders.put(place.node().name(), order));
      }
    }
  }

  /** For each of PyTorch's features of a node's flat input the one here, if they differ. */
  Optional<int[]> ofInput(String node) {
    return Optional.ofNullable(orders.get(node));
  }

  /** Refuses what makes steps of features of which PyTorch has another order. */
  private static void checkTurned(Place place, Flow input) {
    boolean makesSteps =
        place.operation() instanceof RepeatVector || place.operation() instanceof Embedding;
    boolean turned = input.order().filter(order -> !isSorted(order)).isPresent();
    if (makesSteps && turned) {
      throw new SettingException(
          "Node %s: reads an image that was flattened, whose features PyTorch has in another order; put Permute(2, 0, 1) before Flatten, or a dense layer behind it."
              .formatted(Printable.of(place.node().name())));
    }
  }

  private static boolean isSorted(int[] order) {
    return IntStream.range(0, order.length).allMatch(i -> order[i] == i);
  }

  private static boolean isImage(Shape shape) {
    return shape.dimensions().size() == IMAGE;
  }

  private static Flow flow(Place place, List<Flow> inputs) {
    boolean channelsFirst =
        !isOfVectors(place.operation())
            && (isImage(place.output())
                || isOfSequences(place.operation())
                || inputs.getFirst().channelsFirst());
    return new Flow(channelsFirst, order(place, inputs));
  }

  /** Whether PyTorch's layer wants time before features, as we have it. */
  private static boolean isOfVectors(Operation operation) {
    return operation instanceof RecurrentLayer
        || operation instanceof MultiHeadAttention
        || operation instanceof Embedding
        || operation instanceof RepeatVector;
  }

  /** Whether PyTorch's layer wants features before time. */
  private static boolean isOfSequences(Operation operation) {
    return operation instanceof Conv1d
        || operation instanceof MaxPool1d
        || operation instanceof AveragePool1d
        || operation instanceof BatchNorm
        || operation instanceof GroupNorm
        || operation instanceof SpatialDropout;
  }

  private static Optional<int[]> order(Place place, List<Flow> inputs) {
    Flow input = inputs.getFirst();
    boolean flat = place.output().dimensions().size() == 1;
    return switch (place.operation()) {
      case Permute permute when permute.axes().getLast() != permute.axes().size() - 1 ->
          // Who moves channels gives the order that PyTorch has anyway.
          Optional.of(IntStream.range(0, place.output().size()).toArray());
      case Flatten flatten -> flattened(place.input(), input);
      case Reshape reshape when flat -> flattened(place.input(), input);
      case Concatenate concatenate when flat -> joined(place, inputs);
      default -> keepsFeatures(place) ? input.order() : Optional.empty();
    };
  }

  private static Optional<int[]> flattened(Shape shape, Flow input) {
    if (input.order().isPresent()) {
      return input.order();
    }
    if (!input.channelsFirst() || shape.positions() == 1 || shape.channels() == 1) {
      return Optional.empty();
    }
    List<Integer> extents = shape.dimensions();
    IntUnaryOperator source = Axes.permuted(extents, Axes.channelsFirst(extents.size()));
    return Optional.of(IntStream.range(0, shape.size()).map(source).toArray());
  }

  private static Optional<int[]> joined(Place place, List<Flow> inputs) {
    if (inputs.stream().allMatch(each -> each.order().isEmpty())) {
      return Optional.empty();
    }
    IntStream all = IntStream.empty();
    int begin = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int first = begin;
      int size = place.inputs().get(i).size();
      IntStream part =
          inputs.get(i).order().map(IntStream::of).orElseGet(() -> IntStream.range(0, size));
      all = IntStream.concat(all, part.map(feature -> first + feature));
      begin += size;
    }
    return Optional.of(all.toArray());
  }

  /** Whether each feature of the output is of the same one of the inputs. */
  private static boolean keepsFeatures(Place place) {
    return place.inputs().stream().allMatch(place.output()::equals)
        && place.operation().parameters(place.inputs()).stream()
            .noneMatch(parameter -> parameter.kind() == Kind.MATRIX);
  }
}
