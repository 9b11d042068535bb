package dev.lanewise.exchange;

import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A network's parameters as Keras has them, which has channels last, too. */
final class KerasLayout {

  private KerasLayout() {}

  static Counterpart of(Place place, Parameter parameter) {
    String node = place.node().name();
    return switch (place.operation()) {
      case Conv1d conv when parameter.isWeight() ->
          kernel(node, ConvolutionAxes.of(parameter, conv.groups()));
      case Conv2d conv when parameter.isWeight() ->
          kernel(node, ConvolutionAxes.of(parameter, conv.groups()));
      case RecurrentLayer layer -> KerasRecurrent.counterpart(node, layer, parameter);
      case MultiHeadAttention layer -> attention(node, layer.heads(), parameter);
      case Unembedding layer ->
          // There it is a dense layer without a bias.
          new Counterpart(
              node,
              "kernel",
              parameter.shape().dimensions().reversed(),
              Axes.transposed(parameter.rows(), parameter.cols()));
      default ->
          new Counterpart(
              node,
              name(place.operation(), parameter),
              parameter.shape().dimensions(),
              IntUnaryOperator.identity());
    };
  }

  private static Counterpart kernel(String node, ConvolutionAxes axes) {
    return new Counterpart(node, "kernel", axes.kerasShape(), axes.keras());
  }

  /** Heads have an axis of their own. */
  private static Counterpart attention(String node, int heads, Parameter parameter) {
    String of = parameter.name().substring(0, parameter.name().indexOf('_'));
    boolean weight = parameter.isWeight();
    int inputs = parameter.rows();
    int units = parameter.cols();
    List<Integer> shape;
    if (of.equals("output")) {
      shape = weight ? List.of(heads, inputs / heads, units) : List.of(units);
    } else {
      List<Integer> cut = List.of(heads, units / heads);
      shape = weight ? Axes.join(List.of(inputs), cut, List.of()) : cut;
    }
    return new Counterpart(
        node,
        (of.equals("output") ? "attention_output" : of) + (weight ? "/kernel" : "/bias"),
        shape,
        IntUnaryOperator.identity());
  }

  private static String name(Operation operation, Parameter parameter) {
    if (operation instanceof Embedding || operation instanceof LearnedPositions) {
      return "embeddings";
    }
    if (operation instanceof RmsNorm) {
      return "scale";
    }
    if (parameter.isWeight()) {
      return "kernel";
    }
    boolean follows = operation instanceof BatchNorm && !parameter.isTrained();
    return follows ? "moving_" + parameter.name() : parameter.name();
  }
}
