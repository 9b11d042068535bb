package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;

/** A step of {@link Lstm}. */
final class LstmCell extends Cell {
  private final Matrix recurrent;
  private final Matrix[] cell;
  private final Matrix[] tanh;
  private final Matrix cellGradient;

  LstmCell(Binding at, Steps steps, SweepNames names, int units) {
    super(at, steps, names, units, 4 * units);
    recurrent = steps.single(sums);
    cell = steps.states(steps.allocate(units), units);
    tanh = steps.kept() ? steps.each(steps.allocate(units), units) : state;
    cellGradient = steps.single(steps.kept() ? units : 1);
  }

  @Override
  void forward(int k, int from, int to, Scratch scratch) {
    product(state[k], recurrent, from, to, scratch);
    kernels
        .recurrentCells()
        .lstm(gatesAt[k], recurrent, cell[k], cell[k + 1], tanh[k], state[k + 1], from, to);
  }

  @Override
  void backward(int k, int from, int to, Scratch scratch) {
    kernels
        .recurrentCells()
        .lstmGradient(gatesAt[k], cell[k], tanh[k], stateGradient, cellGradient, from, to);
    productGradient(gatesAt[k], stateGradient, from, to, scratch);
  }

  @Override
  void skip(int k, int from, int to) {
    super.skip(k, from, to);
    carry(cell, k, from, to);
  }

  @Override
  Matrix[] first() {
    return new Matrix[] {state[0], cell[0]};
  }

  @Override
  Matrix[] last() {
    return new Matrix[] {state[steps.count()], cell[steps.count()]};
  }

  @Override
  Matrix[] gradients() {
    return new Matrix[] {stateGradient, cellGradient};
  }
}
