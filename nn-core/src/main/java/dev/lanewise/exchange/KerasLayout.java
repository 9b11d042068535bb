package dev.lanewise.exchange;

import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import java.util.function.IntUnaryOperator;

/** A network's parameters as Keras has them, which has channels last, too. */
final class KerasLayout {

  private KerasLayout() {}

  static Counterpart of(Place place, Parameter parameter) {
    String node = place.node().name();
    if (parameter.isWeight() && place.operation() instanceof Conv1d conv) {
      return kernel(node, ConvolutionAxes.of(parameter, conv.groups()));
    }
    if (parameter.isWeight() && place.operation() instanceof Conv2d conv) {
      return kernel(node, ConvolutionAxes.of(parameter, conv.groups()));
    }
    return new Counterpart(
        node,
        name(place.operation(), parameter),
        parameter.shape().dimensions(),
        IntUnaryOperator.identity());
  }

  private static Counterpart kernel(String node, ConvolutionAxes axes) {
    return new Counterpart(node, "kernel", axes.kerasShape(), axes.keras());
  }

  private static String name(Operation operation, Parameter parameter) {
    if (parameter.isWeight()) {
      return "kernel";
    }
    boolean follows = operation instanceof BatchNorm && !parameter.isTrained();
    return follows ? "moving_" + parameter.name() : parameter.name();
  }
}
