package dev.lanewise.layers;

import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.nn.Initializer;

/**
 * A long short-term memory (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000),
 * as PyTorch's: {@code i, f, o = sigmoid(x W + b + h U + c)} and {@code g = tanh(x W + b + h U +
 * c)}, with parts of the parameters in the order {@code i, f, g, o}; {@code cell = f cell + i g};
 * {@code h = o tanh(cell)}.
 *
 * <pre>{@code
 * Network network = Network.of(
 *     Shape.of(64), new Embedding(65, 64), new Lstm(128), new Dense(65));
 * }</pre>
 *
 * @param recurrence sizes and what goes in and out
 * @param weightInitializer of {@code W}
 * @param recurrentInitializer of {@code U}
 * @param biasInitializer of both biases
 */
public record Lstm(
    Recurrence recurrence,
    Initializer weightInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer)
    implements RecurrentLayer {

  /** A layer of so many units that gives the state after each step. */
  public Lstm(int units) {
    this(new Recurrence(units));
  }

  /** A layer with the default initializers. */
  public Lstm(Recurrence recurrence) {
    this(
        recurrence,
        Initializer.torchLinear(),
        Initializer.torchLinear(),
        Initializer.torchLinear());
  }

  /** The same layer with other initializers. */
  public Lstm withInitializers(Initializer weights, Initializer recurrent, Initializer biases) {
    return new Lstm(recurrence, weights, recurrent, biases);
  }

  private Lstm with(Recurrence other) {
    return new Lstm(other, weightInitializer, recurrentInitializer, biasInitializer);
  }

  /** The same layer reading the other way, or both ways. */
  public Lstm withDirection(Direction direction) {
    return with(recurrence.with(direction));
  }

  /** The same layer giving something else. */
  public Lstm withOutput(Output output) {
    return with(recurrence.with(output));
  }

  /** The same layer with the lengths of samples as its second input. */
  public Lstm withLengths() {
    return with(recurrence.withLengths());
  }

  /** The same layer with the state to begin with as its last input. */
  public Lstm withInitialState() {
    return with(recurrence.withInitialState());
  }

  /**
   * The same layer with a state that goes on from batch to batch in training, see {@link
   * Recurrence#carriedRows}.
   *
   * @param rows samples of a batch, each of which goes on where the sample in the same row of the
   *     batch before ended
   */
  public Lstm withCarriedState(int rows) {
    return with(recurrence.withCarriedRows(rows));
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }
}
