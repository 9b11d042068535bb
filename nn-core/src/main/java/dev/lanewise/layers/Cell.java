package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;
import java.util.Optional;

/**
 * What a recurrent layer does at a step, in one direction. Steps are numbered in the order in which
 * they are read; {@code state[k]} is the state before step {@code k}.
 */
abstract sealed class Cell permits GruCell, LstmCell, ResetBeforeCell, RnnCell {
  final Kernels kernels;
  final Steps steps;
  final int units;
  final int sums;

  /** What the inputs give, and then the gates, and then the gradients of the sums. */
  final Matrix gates;

  final Matrix[] gatesAt;
  final Matrix states;
  final Matrix[] state;

  /** The gradient of the state, while the steps are gone through backward. */
  final Matrix stateGradient;

  private final Panels weight;
  private final float[] bias;

  /** Of training. */
  private final Optional<TurnedWeight> turned;

  Cell(Binding at, Steps steps, SweepNames names, int units, int sums) {
    this.kernels = at.kernels();
    this.steps = steps;
    this.units = units;
    this.sums = sums;
    weight = at.parameter(names.recurrentWeight());
    bias = at.parameter(names.recurrentBias()).data();
    turned =
        steps.kept() ? Optional.of(new TurnedWeight(kernels.products(), weight)) : Optional.empty();
    gates = steps.allocate(sums);
    gatesAt = steps.each(gates, sums);
    states = steps.allocate(units);
    state = steps.states(states, units);
    stateGradient = steps.single(steps.kept() ? units : 1);
  }

  /** The cell of a layer. */
  static Cell of(RecurrentLayer layer, Binding at, Steps steps, SweepNames names) {
    int units = layer.recurrence().units();
    return switch (layer) {
      case SimpleRnn rnn -> new RnnCell(at, steps, names, units, rnn.activation());
      case Lstm lstm -> new LstmCell(at, steps, names, units);
      case Gru gru ->
          gru.resetAfter()
              ? new GruCell(at, steps, names, units)
              : new ResetBeforeCell(at, steps, names, units);
    };
  }

  /** Does step {@code k}, of which {@code gatesAt[k]} has what the inputs give. */
  abstract void forward(int k, int from, int to, Scratch scratch);

  /**
   * Goes back through step {@code k}: the gradient of the state after it becomes that of the state
   * before, and the gates become the gradients of the sums.
   */
  abstract void backward(int k, int from, int to, Scratch scratch);

  /** Leaves the state as it is at step {@code k}. */
  void skip(int k, int from, int to) {
    carry(state, k, from, to);
  }

  final void carry(Matrix[] memory, int k, int from, int to) {
    if (steps.kept()) {
      kernels.elements().copy(memory[k], memory[k + 1], from, to);
    }
  }

  /** Goes back through a step that was skipped: the state's gradient stays as it is. */
  void skipBackward(int k, int from, int to) {
    Zeros.fill(gatesAt[k], from, to);
  }

  /** What the state begins with, in the order of {@link Recurrence.Output#STATE}. */
  Matrix[] first() {
    return new Matrix[] {state[0]};
  }

  /** What the state ends with. */
  Matrix[] last() {
    return new Matrix[] {state[steps.count()]};
  }

  /** The gradients of what it ends with, which become those of what it begins with. */
  Matrix[] gradients() {
    return new Matrix[] {stateGradient};
  }

  /** Whether what inputs and state give is added up, so that both have one gradient. */
  boolean addsUp() {
    return true;
  }

  /** The gradient of the sums that come from the state; that of {@link #gates} if they add up. */
  Matrix recurrentGradient() {
    return gates;
  }

  /** {@code sums = bias + h U}. */
  final void product(Matrix h, Matrix to, int firstRow, int endRow, Scratch scratch) {
    kernels.products().affine(h, weight, bias, to, firstRow, endRow, scratch);
  }

  /** {@code dh = dsums U^T}. */
  final void productGradient(Matrix dsums, Matrix dh, int from, int to, Scratch scratch) {
    turned.orElseThrow().product(dsums, dh, from, to, scratch);
  }

  /** Prepares a batch. */
  final void prepare() {
    turned.ifPresent(TurnedWeight::turn);
  }
}
