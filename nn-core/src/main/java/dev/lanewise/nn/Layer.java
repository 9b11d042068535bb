package dev.lanewise.nn;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * An operation with one input: what networks are mostly made of.
 *
 * <p>To write a layer, implement this interface as a record on the kernels that exist, and add it
 * to the tests that CONTRIBUTING.md names.
 */
public interface Layer extends Operation {

  /**
   * The shape of one output sample.
   *
   * @throws ShapeException if the layer cannot take such an input
   */
  Shape outputShape(Shape input);

  /** The parameters for a given input, in a fixed order; none by default. */
  default List<Parameter> parameters(Shape input) {
    return List.of();
  }

  /** What training allocates for the layer beside its output and gradients; nothing by default. */
  default BatchMemory batchMemory(Shape input) {
    return BatchMemory.NONE;
  }

  /**
   * One layer that does the same as this one followed by {@code next}, bit for bit, with the same
   * parameters, if there is.
   */
  default Optional<Layer> fuse(Layer next) {
    return Optional.empty();
  }

  @Override
  default Shape outputShape(List<Shape> inputs) {
    return outputShape(only(inputs));
  }

  @Override
  default List<Parameter> parameters(List<Shape> inputs) {
    return parameters(only(inputs));
  }

  @Override
  default BatchMemory batchMemory(List<Shape> inputs) {
    return batchMemory(only(inputs));
  }

  private static Shape only(List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new ShapeException(
          "a layer takes 1 input; found %s. Join them by an operation, such as Add or Concatenate."
              .formatted(inputs.size()));
    }
    return inputs.getFirst();
  }
}
