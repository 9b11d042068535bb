package dev.lanewise.nn.spi;

import dev.lanewise.Matrix;
import java.util.Optional;

/** What a layer is bound to for training: gradients and a workspace come on top. */
public interface TrainingBinding extends Binding {

  /** The gradient of the loss with respect to the output; the layer may overwrite it. */
  Matrix outputGradient();

  /** Where the gradient with respect to the input goes; empty if nobody needs it. */
  Optional<Matrix> inputGradient();

  /**
   * Allocates a matrix of as many rows as the batch, kept from the forward to the backward step.
   */
  Matrix workspace(int cols);

  /** Which step is being computed; the same object throughout. */
  BatchState batch();

  /** How many threads share the work of a batch, at most. */
  int workers();

  /** A seed that belongs to this layer, for layers that draw random numbers. */
  long seed();
}
