package dev.lanewise.layers;

import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.nn.Initializer;

/**
 * A gated recurrent unit (Cho et al. 2014), as PyTorch's: {@code r, z = sigmoid(x W + b + h U + c)}
 * and {@code n = tanh(x W + b + r (h U + c))}, with parts of the parameters in the order {@code r,
 * z, n}; {@code h = (1 - z) n + z h}. With the reset gate before the product, as in the original
 * and in Keras with {@code reset_after=False}, it is {@code n = tanh(x W + b + (r h) U + c)}.
 *
 * @param recurrence sizes and what goes in and out
 * @param resetAfter whether the reset gate comes after the product; true unless told otherwise
 * @param weightInitializer of {@code W}
 * @param recurrentInitializer of {@code U}
 * @param biasInitializer of both biases
 */
public record Gru(
    Recurrence recurrence,
    boolean resetAfter,
    Initializer weightInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer)
    implements RecurrentLayer {

  /** A layer of so many units that gives the state after each step. */
  public Gru(int units) {
    this(new Recurrence(units), true);
  }

  /** A layer with the default initializers. */
  public Gru(Recurrence recurrence, boolean resetAfter) {
    this(
        recurrence,
        resetAfter,
        Initializer.torchLinear(),
        Initializer.torchLinear(),
        Initializer.torchLinear());
  }

  /** The same layer with other initializers. */
  public Gru withInitializers(Initializer weights, Initializer recurrent, Initializer biases) {
    return new Gru(recurrence, resetAfter, weights, recurrent, biases);
  }

  private Gru with(Recurrence other) {
    return new Gru(other, resetAfter, weightInitializer, recurrentInitializer, biasInitializer);
  }

  /** The same layer with the reset gate before the product. */
  public Gru withResetBefore() {
    return new Gru(recurrence, false, weightInitializer, recurrentInitializer, biasInitializer);
  }

  /** The same layer reading the other way, or both ways. */
  public Gru withDirection(Direction direction) {
    return with(recurrence.with(direction));
  }

  /** The same layer giving something else. */
  public Gru withOutput(Output output) {
    return with(recurrence.with(output));
  }

  /** The same layer with the lengths of samples as its second input. */
  public Gru withLengths() {
    return with(recurrence.withLengths());
  }

  /** The same layer with the state to begin with as its last input. */
  public Gru withInitialState() {
    return with(recurrence.withInitialState());
  }

  /**
   * The same layer with a state that goes on from batch to batch in training, see {@link
   * Recurrence#carriedRows}.
   *
   * @param rows samples of a batch, each of which goes on where the sample in the same row of the
   *     batch before ended
   */
  public Gru withCarriedState(int rows) {
    return with(recurrence.withCarriedRows(rows));
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int states() {
    return 1;
  }
}
