package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;

/** A layer with weights that applies an activation to its sums. */
public sealed interface ActivatedLayer extends Layer
    permits Dense, Conv1d, Conv2d, ConvTranspose2d {

  /** What follows the sums; the identity if nothing does. */
  Activation activation();

  /** The same layer with another activation. */
  ActivatedLayer withActivation(Activation other);

  /** The same layer with a bias. */
  ActivatedLayer withBias();

  /**
   * The unit that an element of the weights belongs to.
   *
   * @param weight the weights
   * @param index into their values, row by row
   */
  int unit(Parameter weight, int index);
}
