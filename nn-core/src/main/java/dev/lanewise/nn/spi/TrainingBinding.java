package dev.lanewise.nn.spi;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Panels.Slice;
import java.util.List;
import java.util.Optional;

/** What an operation is bound to for training: gradients and a workspace come on top. */
public interface TrainingBinding extends Binding {

  /** The gradient of the loss with respect to the output; the operation may overwrite it. */
  Matrix outputGradient();

  /**
   * Where the gradient with respect to an input goes; empty if nobody needs it. It is the
   * operation's own: no other one writes it.
   */
  Optional<Matrix> inputGradient(int index);

  /** The same of the first input. */
  default Optional<Matrix> inputGradient() {
    return inputGradient(0);
  }

  /**
   * Allocates a matrix of as many rows as the batch, kept from the forward to the backward passes.
   */
  Matrix workspace(Shape sample);

  /** Which batch is being computed; the same object throughout. */
  BatchState batch();

  /** How many threads share the work of a batch, at most. */
  int workers();

  /** A seed that belongs to this operation, for those that draw random numbers. */
  long seed();

  /** Whether a parameter is trained, so that its gradient is asked for. */
  boolean trains(String parameter);

  /** The parts in which the gradient of a parameter is computed, in the order of its memory. */
  List<Slice> parts(String parameter);

  /**
   * Whether the operation must compute what it computes in inference, and the gradients of that:
   * nothing random, statistics from its state instead of the batch, no observations. So it is when
   * all of its trained parameters are frozen, and when a model is looked into.
   */
  boolean asInInference();
}
