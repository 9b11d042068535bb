package dev.lanewise.files;

import dev.lanewise.exchange.Counterpart;
import dev.lanewise.exchange.Library;
import dev.lanewise.exchange.Tied;
import dev.lanewise.nn.Network;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** How a program names the parameters of layers, and in which order it stores them. */
public enum Layout {
  /** This library's: {@code N.weight} of {@code inputs x units}, {@code N.bias}; N is the node. */
  LANEWISE,
  /**
   * PyTorch's, as {@link Library#PYTORCH} has them; N of {@code N.weight} is the module within a
   * {@code Sequential}, where activations are modules too. In networks that are no chains, or whose
   * nodes have names of their own, N is the node.
   */
  PYTORCH,
  /**
   * Keras's, as {@link Library#KERAS} has them: {@code dense_N/kernel}, {@code conv2d/bias}; for
   * nodes with names of their own the name instead of {@code dense_N}.
   */
  KERAS;

  /** What a network's parameters are in a file, in the order of {@link Network#parameters}. */
  List<Counterpart> counterparts(Network network) {
    return switch (this) {
      case LANEWISE -> own(network);
      case PYTORCH -> Library.PYTORCH.counterparts(network);
      case KERAS -> Library.KERAS.counterparts(network);
    };
  }

  /** What a file may have a second time, as {@link Library#tied} says. */
  List<Tied> tied(Network network) {
    return this == PYTORCH ? Library.PYTORCH.tied(network) : List.of();
  }

  private static List<Counterpart> own(Network network) {
    return network.places().stream()
        .flatMap(place ->
            place.parameters().stream()
                .map(parameter ->
                    new Counterpart(
                        place.node().name(),
                        parameter.name(),
                        ModelParts.shape(parameter),
                        IntUnaryOperator.identity())))
        .toList();
  }
}
