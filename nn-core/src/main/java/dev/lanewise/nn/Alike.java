package dev.lanewise.nn;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.List;

/** What operations on two or more values of the same shape demand. */
final class Alike {

  private Alike() {}

  /** The shape that all inputs have. */
  static Shape shape(List<Shape> inputs) {
    atLeastTwo(inputs);
    for (Shape input : inputs) {
      if (!input.equals(inputs.getFirst())) {
        throw new ShapeException(
            "all inputs must have the same shape. Bring them to one, for instance by a layer before.");
      }
    }
    return inputs.getFirst();
  }

  static void atLeastTwo(List<Shape> inputs) {
    if (inputs.size() < 2) {
      throw new ShapeException("at least 2 inputs are needed; found %s.".formatted(inputs.size()));
    }
  }
}
