package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;

/**
 * Two or more values side by side: their last axes (features, channels) become one; the other
 * extents must agree.
 */
public record Concatenate() implements Operation {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Alike.atLeastTwo(inputs);
    List<Integer> first = inputs.getFirst().dimensions();
    int last = first.size() - 1;
    long channels = 0;
    for (Shape input : inputs) {
      List<Integer> dimensions = input.dimensions();
      if (dimensions.size() != first.size()
          || !dimensions.subList(0, last).equals(first.subList(0, last))) {
        throw new ShapeException(
            "inputs must agree in all extents but the last. Bring them to one, for instance by a layer before.");
      }
      channels += input.channels();
    }
    if (channels > Integer.MAX_VALUE) {
      throw new ShapeException(
          "the inputs' last extents together must be below 2^31; found %s. Make them smaller."
              .formatted(channels));
    }
    List<Integer> joined = new ArrayList<>(first.subList(0, last));
    joined.add((int) channels);
    return new Shape(joined);
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    Matrix y = at.output().split(at.inputShape(0).positions());
    List<Move> moves = new ArrayList<>();
    int column = 0;
    for (int i = 0; i < at.inputs(); i++) {
      Matrix x = at.input(i).split(at.inputShape(i).positions());
      moves.add(new Move(x, y.columns(column, column + x.cols())));
      column += x.cols();
    }
    return passes(moves, at.inputShape(0).positions());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    int positions = at.inputShape(0).positions();
    Matrix dy = at.outputGradient().split(positions);
    List<Move> moves = new ArrayList<>();
    int column = 0;
    for (int i = 0; i < at.inputs(); i++) {
      int end = column + at.inputShape(i).channels();
      Matrix part = dy.columns(column, end);
      at.inputGradient(i).ifPresent(dx -> moves.add(new Move(part, dx.split(positions))));
      column = end;
    }
    return TrainingPasses.of(List.<Pass>of(inference(at)), List.<Pass>of(passes(moves, positions)));
  }

  /** Columns that are copied, position by position. */
  private record Move(Matrix from, Matrix to) {}

  private static RowPass passes(List<Move> moves, int positions) {
    return (from, to, scratch) -> {
      for (int i = 0; i < moves.size(); i++) {
        Move move = moves.get(i);
        for (int row = from * positions; row < to * positions; row++) {
          System.arraycopy(
              move.from.data(),
              move.from.row(row),
              move.to.data(),
              move.to.row(row),
              move.from.cols());
        }
      }
    };
  }
}
