package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;

/**
 * A step of {@link Gru} with the reset gate before the product. The state and what is left of it
 * are multiplied by all recurrent weights, though only two thirds and one third of the sums are
 * needed: the convention is rare, and weights have one layout.
 */
final class ResetBeforeCell extends Cell {
  private final Elements elements;
  private final Matrix recurrent;

  /** What the reset gate leaves of the state. */
  private final Matrix reset;

  private final Matrix[] resetAt;

  /** Gradients of the sums of the gates, zeros in the third part. */
  private final Matrix ofGates;

  private final Matrix[] ofGatesAt;

  /** Gradients of the sums of the candidate, zeros in the first two parts. */
  private final Matrix ofCandidate;

  private final Matrix[] ofCandidateAt;
  private final Matrix resetGradient;
  private final Matrix direct;

  ResetBeforeCell(Binding at, Steps steps, SweepNames names, int units) {
    super(at, steps, names, units, 3 * units);
    elements = kernels.elements();
    recurrent = steps.single(sums);
    reset = steps.allocate(units);
    resetAt = steps.each(reset, units);
    int kept = steps.kept() ? sums : 1;
    ofGates = steps.allocate(kept);
    ofGatesAt = steps.each(ofGates, kept);
    ofCandidate = steps.allocate(kept);
    ofCandidateAt = steps.each(ofCandidate, kept);
    resetGradient = steps.single(steps.kept() ? units : 1);
    direct = steps.single(steps.kept() ? units : 1);
  }

  @Override
  void forward(int k, int from, int to, Scratch scratch) {
    product(state[k], recurrent, from, to, scratch);
    kernels.recurrentCells().gruReset(gatesAt[k], recurrent, state[k], resetAt[k], from, to);
    product(resetAt[k], recurrent, from, to, scratch);
    kernels.recurrentCells().gruCandidate(gatesAt[k], recurrent, state[k], state[k + 1], from, to);
  }

  @Override
  void backward(int k, int from, int to, Scratch scratch) {
    Matrix gradient = gatesAt[k];
    kernels
        .recurrentCells()
        .gruCandidateGradient(gradient, state[k], stateGradient, direct, from, to);
    copy(gradient, ofCandidateAt[k], 2 * units, units, from, to);
    productGradient(ofCandidateAt[k], resetGradient, from, to, scratch);
    kernels.recurrentCells().gruResetGradient(gradient, state[k], resetGradient, direct, from, to);
    copy(gradient, ofGatesAt[k], 0, 2 * units, from, to);
    productGradient(ofGatesAt[k], stateGradient, from, to, scratch);
    elements.add(stateGradient, direct, stateGradient, from, to);
  }

  private static void copy(Matrix x, Matrix y, int column, int columns, int from, int to) {
    for (int row = from; row < to; row++) {
      System.arraycopy(x.data(), x.row(row) + column, y.data(), y.row(row) + column, columns);
    }
  }

  @Override
  void skipBackward(int k, int from, int to) {
    super.skipBackward(k, from, to);
    Zeros.fill(ofGatesAt[k], from, to);
    Zeros.fill(ofCandidateAt[k], from, to);
  }

  @Override
  boolean addsUp() {
    return false;
  }

  @Override
  Matrix recurrentGradient() {
    return ofGates;
  }

  /** What the weights are multiplied by beside the states. */
  Matrix reset() {
    return reset;
  }

  /** The gradient of the sums of {@link #reset}. */
  Matrix candidateGradient() {
    return ofCandidate;
  }
}
