package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.nn.Wiring;
import java.util.ArrayList;
import java.util.List;

/**
 * Where samples enter a plan. Data sets write one row for all inputs; several inputs get their
 * parts of it.
 *
 * @param read where data sets write
 * @param inputs the inputs; of one it is the same matrix
 */
record Entry(Matrix read, List<Matrix> inputs) {

  /** Allocates the entry of a network. */
  static Entry allocate(Wiring wiring, int rows) {
    List<Matrix> inputs = new ArrayList<>();
    int width = 0;
    for (int i = 0; i < wiring.inputs().size(); i++) {
      inputs.add(Buffers.ofValue(rows, wiring, i));
      width = Math.addExact(width, wiring.shape(i).size());
    }
    return inputs.size() == 1
        ? new Entry(inputs.getFirst(), inputs)
        : new Entry(Matrix.allocate(rows, width), inputs);
  }

  /** Gives the inputs their parts of a row. */
  void deal(int row) {
    if (inputs.size() > 1) {
      deal(read.data(), read.row(row), inputs, row);
    }
  }

  /** Sets a row of all inputs, whose values lie one behind the other in an array. */
  static void deal(float[] sample, int at, List<Matrix> inputs, int row) {
    int from = at;
    for (int i = 0; i < inputs.size(); i++) {
      Matrix input = inputs.get(i);
      System.arraycopy(sample, from, input.data(), input.row(row), input.cols());
      from += input.cols();
    }
  }
}
