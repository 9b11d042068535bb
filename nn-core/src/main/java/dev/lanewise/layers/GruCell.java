package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;

/** A step of {@link Gru} with the reset gate after the product. */
final class GruCell extends Cell {
  private final Matrix recurrent;
  private final Matrix[] recurrentAt;
  private final Matrix direct;

  GruCell(Binding at, Steps steps, SweepNames names, int units) {
    super(at, steps, names, units, 3 * units);
    recurrent = steps.allocate(sums);
    recurrentAt = steps.each(recurrent, sums);
    direct = steps.single(steps.kept() ? units : 1);
  }

  @Override
  void forward(int k, int from, int to, Scratch scratch) {
    product(state[k], recurrentAt[k], from, to, scratch);
    kernels.recurrentCells().gru(gatesAt[k], recurrentAt[k], state[k], state[k + 1], from, to);
  }

  @Override
  void backward(int k, int from, int to, Scratch scratch) {
    kernels
        .recurrentCells()
        .gruGradient(gatesAt[k], recurrentAt[k], state[k], stateGradient, direct, from, to);
    productGradient(recurrentAt[k], stateGradient, from, to, scratch);
    kernels.elements().add(stateGradient, direct, stateGradient, from, to);
  }

  @Override
  void skipBackward(int k, int from, int to) {
    super.skipBackward(k, from, to);
    Zeros.fill(recurrentAt[k], from, to);
  }

  @Override
  boolean addsUp() {
    return false;
  }

  @Override
  Matrix recurrentGradient() {
    return recurrent;
  }
}
