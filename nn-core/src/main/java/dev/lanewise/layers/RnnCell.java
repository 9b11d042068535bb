package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;

/** A step of {@link SimpleRnn}. */
final class RnnCell extends Cell {
  private final Activation activation;
  private final Elements elements;
  private final Matrix recurrent;

  RnnCell(Binding at, Steps steps, SweepNames names, int units, Activation activation) {
    super(at, steps, names, units, units);
    this.activation = activation;
    elements = kernels.elements();
    recurrent = steps.single(units);
  }

  @Override
  void forward(int k, int from, int to, Scratch scratch) {
    Matrix sums = gatesAt[k];
    product(state[k], recurrent, from, to, scratch);
    elements.add(sums, recurrent, sums, from, to);
    elements.activate(activation, sums, sums, from, to, scratch);
    elements.copy(sums, state[k + 1], from, to);
  }

  @Override
  void backward(int k, int from, int to, Scratch scratch) {
    Matrix dh = stateGradient;
    elements.activationGradient(activation, gatesAt[k], dh, dh, from, to, scratch);
    elements.copy(dh, gatesAt[k], from, to);
    productGradient(gatesAt[k], dh, from, to, scratch);
  }
}
