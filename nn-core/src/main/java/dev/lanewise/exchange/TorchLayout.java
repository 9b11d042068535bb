package dev.lanewise.exchange;

import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Parameter.Kind;
import dev.lanewise.nn.Place;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A network's parameters as PyTorch has them. */
final class TorchLayout {
  private final FlatOrders orders;

  TorchLayout(Network network) {
    orders = new FlatOrders(network);
  }

  Counterpart of(Place place, Parameter parameter) {
    String node = place.node().name();
    return switch (place.operation()) {
      case RecurrentLayer layer -> TorchRecurrent.counterpart(node, layer, parameter);
      case MultiHeadAttention layer -> TorchAttention.counterpart(place, layer, parameter);
      default ->
          new Counterpart(
              node,
              name(place.operation(), parameter),
              shape(place.operation(), parameter),
              source(place, parameter));
    };
  }

  /** Whether a matrix has a row for each of many things, as PyTorch has it, too. */
  private static boolean isTable(Operation operation) {
    return operation instanceof Embedding
        || operation instanceof Unembedding
        || operation instanceof LearnedPositions;
  }

  private static String name(Operation operation, Parameter parameter) {
    boolean normalizes =
        operation instanceof BatchNorm
            || operation instanceof LayerNorm
            || operation instanceof GroupNorm
            || operation instanceof RmsNorm;
    if (!normalizes) {
      return parameter.name();
    }
    return switch (parameter.name()) {
      case "gamma" -> "weight";
      case "beta" -> "bias";
      case "mean" -> "running_mean";
      case "variance" -> "running_var";
      default -> parameter.name();
    };
  }

  private static boolean isMatrix(Parameter parameter) {
    return parameter.kind() == Kind.MATRIX && parameter.shape().dimensions().size() == 2;
  }

  private static List<Integer> shape(Operation operation, Parameter parameter) {
    List<Integer> own = parameter.shape().dimensions();
    if (isTable(operation)) {
      return own;
    }
    if (!parameter.isWeight()) {
      return isMatrix(parameter) ? own.reversed() : own;
    }
    return switch (operation) {
      case Conv1d conv -> ConvolutionAxes.of(parameter, conv.groups()).torchShape();
      case Conv2d conv -> ConvolutionAxes.of(parameter, conv.groups()).torchShape();
      case ConvTranspose2d conv -> List.of(own.get(3), own.get(2), own.get(0), own.get(1));
      default -> isMatrix(parameter) ? own.reversed() : own;
    };
  }

  private IntUnaryOperator source(Place place, Parameter parameter) {
    List<Integer> own = parameter.shape().dimensions();
    return switch (place.operation()) {
      case Conv1d conv when parameter.isWeight() ->
          ConvolutionAxes.of(parameter, conv.groups()).torch();
      case Conv2d conv when parameter.isWeight() ->
          ConvolutionAxes.of(parameter, conv.groups()).torch();
      case ConvTranspose2d conv when parameter.isWeight() ->
          Axes.permuted(own, List.of(3, 2, 0, 1));
      default -> perFeature(place, parameter);
    };
  }

  /** Matrices are transposed, and features of what was an image are in another order. */
  private IntUnaryOperator perFeature(Place place, Parameter parameter) {
    int features = place.input().size();
    IntUnaryOperator feature =
        orders
            .ofInput(place.node().name())
            .<IntUnaryOperator>map(order -> i -> order[i])
            .orElse(IntUnaryOperator.identity());
    int rows = parameter.rows();
    int cols = parameter.cols();
    if (isTable(place.operation())) {
      IntUnaryOperator column = cols == features ? feature : IntUnaryOperator.identity();
      return index -> index / cols * cols + column.applyAsInt(index % cols);
    }
    if (isMatrix(parameter)) {
      IntUnaryOperator row = rows == features ? feature : IntUnaryOperator.identity();
      return index -> row.applyAsInt(index % rows) * cols + index / rows;
    }
    boolean keeps = place.output().equals(place.input()) && parameter.size() == features;
    return keeps && !hasMatrix(place) ? feature : IntUnaryOperator.identity();
  }

  private static boolean hasMatrix(Place place) {
    return place.parameters().stream().anyMatch(each -> each.kind() == Kind.MATRIX);
  }
}
