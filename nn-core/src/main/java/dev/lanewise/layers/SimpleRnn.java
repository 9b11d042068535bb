package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.nn.Initializer;

/**
 * A plain recurrent layer (Elman 1990), as PyTorch's RNN: {@code h = f(x W + b + h U + c)}.
 *
 * @param recurrence sizes and what goes in and out
 * @param activation {@code f}: tanh unless told otherwise, or another one that can be derived from
 *     its output, such as ReLU
 * @param weightInitializer of {@code W}
 * @param recurrentInitializer of {@code U}
 * @param biasInitializer of both biases
 */
public record SimpleRnn(
    Recurrence recurrence,
    Activation activation,
    Initializer weightInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer)
    implements RecurrentLayer {

  /** Checks the activation. */
  public SimpleRnn {
    if (!activation.differentiableFromOutput()) {
      throw new SettingException(
          "SimpleRnn: the activation must be one that can be derived from its output, such as tanh or ReLU; found %s."
              .formatted(activation));
    }
  }

  /** A layer of so many units with tanh that gives the state after each step. */
  public SimpleRnn(int units) {
    this(new Recurrence(units), Activation.TANH);
  }

  /** A layer with the default initializers. */
  public SimpleRnn(Recurrence recurrence, Activation activation) {
    this(
        recurrence,
        activation,
        Initializer.torchLinear(),
        Initializer.torchLinear(),
        Initializer.torchLinear());
  }

  /** The same layer with other initializers. */
  public SimpleRnn withInitializers(
      Initializer weights, Initializer recurrent, Initializer biases) {
    return new SimpleRnn(recurrence, activation, weights, recurrent, biases);
  }

  private SimpleRnn with(Recurrence other) {
    return new SimpleRnn(
        other, activation, weightInitializer, recurrentInitializer, biasInitializer);
  }

  /** The same layer reading the other way, or both ways. */
  public SimpleRnn withDirection(Direction direction) {
    return with(recurrence.with(direction));
  }

  /** The same layer giving something else. */
  public SimpleRnn withOutput(Output output) {
    return with(recurrence.with(output));
  }

  /** The same layer with the lengths of samples as its second input. */
  public SimpleRnn withLengths() {
    return with(recurrence.withLengths());
  }

  /** The same layer with the state to begin with as its last input. */
  public SimpleRnn withInitialState() {
    return with(recurrence.withInitialState());
  }

  /**
   * The same layer with a state that goes on from batch to batch in training, see {@link
   * Recurrence#carriedRows}.
   *
   * @param rows samples of a batch, each of which goes on where the sample in the same row of the
   *     batch before ended
   */
  public SimpleRnn withCarriedState(int rows) {
    return with(recurrence.withCarriedRows(rows));
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
  }
}
