package dev.lanewise.exchange;

import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Parameter;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Keras' {@code SimpleRNN}, {@code LSTM} and {@code GRU}, alone or within {@code Bidirectional}.
 * They have one bias, the sum of our two, but for the GRU with the reset gate after the product,
 * which has both in one array; the gates of a GRU are in the order z, r, h.
 */
final class KerasRecurrent {

  private KerasRecurrent() {}

  static Counterpart counterpart(String node, RecurrentLayer operation, Parameter parameter) {
    SweepParameter own = SweepParameter.of(parameter);
    String cell = cells(operation, own) + "_cell/";
    IntUnaryOperator column = column(operation);
    int cols = parameter.cols();
    if (parameter.isWeight()) {
      return new Counterpart(
          node,
          cell + (own.base().equals("weight") ? "kernel" : "recurrent_kernel"),
          parameter.shape().dimensions(),
          index -> index / cols * cols + column.applyAsInt(index % cols));
    }
    boolean first = own.base().equals("bias");
    if (operation instanceof Gru gru && gru.resetAfter()) {
      int begin = first ? 0 : cols;
      IntUnaryOperator source =
          index ->
              index / cols * cols == begin ? column.applyAsInt(index % cols) : Counterpart.OTHER;
      return new Counterpart(node, cell + "bias", List.of(2, cols), cols, source, false);
    }
    return new Counterpart(node, cell + "bias", List.of(cols), cols, column, !first);
  }

  private static String cells(RecurrentLayer operation, SweepParameter own) {
    String type =
        switch (operation) {
          case SimpleRnn rnn -> "simple_rnn";
          case Lstm lstm -> "lstm";
          case Gru gru -> "gru";
        };
    String direction = own.reverse() ? "backward_" : "forward_";
    return operation.isBidirectional() ? direction + type + "/" + type : type;
  }

  /** Where a column of Keras' is here. */
  private static IntUnaryOperator column(RecurrentLayer operation) {
    int units = operation.recurrence().units();
    return operation instanceof Gru
        ? column -> column < 2 * units ? (column + units) % (2 * units) : column
        : IntUnaryOperator.identity();
  }
}
