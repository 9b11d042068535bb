package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;

/**
 * An immutable description of what a node of a network computes from one or more inputs: it holds
 * no weights and no buffers, so it can be shared and used in many networks. Binding it to memory
 * yields the passes that do the work. What has one input is a {@link Layer}.
 */
public interface Operation {

  /**
   * The shape of one output sample.
   *
   * @param inputs the shapes of the inputs, at least one
   * @throws ShapeException if the operation cannot take such inputs
   */
  Shape outputShape(List<Shape> inputs);

  /** The parameters for given inputs, in a fixed order; none by default. */
  default List<Parameter> parameters(List<Shape> inputs) {
    return List.of();
  }

  /**
   * What training allocates for the operation beside its output and the gradients of values:
   * workspaces, gradients of parts of a batch, copies. Nothing by default. Only estimates ask.
   */
  default BatchMemory batchMemory(List<Shape> inputs) {
    return BatchMemory.NONE;
  }

  /**
   * Refuses what a row of an input cannot mean, such as a token that there is not. Whoever calls it
   * names the sample in front of the message. Must not allocate.
   *
   * @param input which input
   * @param x the input
   * @throws dev.lanewise.DataException if the row has no meaning for the operation
   */
  default void checkRow(int input, Matrix x, int row) {}

  /** Binds the operation for inference, where rows never depend on each other. */
  RowPass inference(Binding at);

  /** Binds the operation for training. */
  TrainingPasses training(TrainingBinding at);

  /**
   * Whether each position of the output is computed from the same position of the inputs, in
   * inference.
   */
  default boolean isPositionwise() {
    return isIdentityInInference() && !isView();
  }

  /**
   * Binds the operation for one step of a sequence after the other. What is not {@link
   * #isPositionwise} must keep what it needs of the steps before.
   *
   * @throws UsageException if the operation looks at steps that are still to come
   */
  default RowPass stepping(StepBinding at) {
    if (isPositionwise()) {
      return inference(at);
    }
    throw new UsageException(
        "%s cannot go step by step, as it looks at a whole sequence. Generate with layers that look back only, such as Lstm or causal attention."
            .formatted(getClass().getSimpleName()));
  }

  /** Whether the operation changes the shape only, so that it needs no pass at all. */
  default boolean isView() {
    return false;
  }

  /** Whether outputs equal inputs in inference, as those of views, dropout and noise do. */
  default boolean isIdentityInInference() {
    return isView();
  }

  /** Whether training draws random numbers, so that the loss is no function of the parameters. */
  default boolean isRandom() {
    return false;
  }
}
