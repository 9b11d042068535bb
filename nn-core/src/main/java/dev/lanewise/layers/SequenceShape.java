package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;

/** Shapes of sequences. */
final class SequenceShape {

  private SequenceShape() {}

  /** Refuses what is no sequence of vectors. */
  static Shape check(String layer, Shape input) {
    if (input.dimensions().size() != 2) {
      throw new ShapeException(
          "%s takes a sequence of shape (time, features), such as (100, 16); found %s. Put Reshape or Embedding before it."
              .formatted(layer, input));
    }
    return input;
  }
}
