package dev.lanewise.exchange;

import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * PyTorch's {@code MultiheadAttention}, which keeps the weights of query, key and value as one
 * array, unless memories have other channels, and their biases always.
 */
final class TorchAttention {
  private static final List<String> JOINED = List.of("query", "key", "value");

  private TorchAttention() {}

  static Counterpart counterpart(Place place, MultiHeadAttention operation, Parameter parameter) {
    String node = place.node().name();
    String own = parameter.name();
    String of = own.substring(0, own.indexOf('_'));
    boolean weight = parameter.isWeight();
    int part = JOINED.indexOf(of);
    if (part < 0) {
      return alone(node, weight ? "out_proj.weight" : "out_proj.bias", parameter);
    }
    return weight && hasOtherChannels(place, operation)
        ? alone(node, of.charAt(0) + "_proj_weight", parameter)
        : joined(node, weight ? "in_proj_weight" : "in_proj_bias", part, parameter);
  }

  private static boolean hasOtherChannels(Place place, MultiHeadAttention operation) {
    return operation.memory() && place.inputs().get(1).channels() != place.input().channels();
  }

  private static Counterpart alone(String node, String name, Parameter parameter) {
    return new Counterpart(
        node,
        name,
        parameter.shape().dimensions().reversed(),
        Axes.transposed(parameter.rows(), parameter.cols()));
  }

  /** One of three parameters that lie one behind the other. */
  private static Counterpart joined(String node, String name, int part, Parameter parameter) {
    int size = parameter.size();
    IntUnaryOperator within = Axes.transposed(parameter.rows(), parameter.cols());
    IntUnaryOperator source =
        index -> index / size == part ? within.applyAsInt(index % size) : Counterpart.OTHER;
    List<Integer> shape = new ArrayList<>(parameter.shape().dimensions().reversed());
    shape.set(0, JOINED.size() * shape.getFirst());
    return new Counterpart(node, name, shape, size, source, false);
  }
}
