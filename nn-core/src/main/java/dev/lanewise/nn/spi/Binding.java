package dev.lanewise.nn.spi;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;

/**
 * What an operation is bound to for inference: kernels, and memory that the plan has allocated.
 * Rows of values of several dimensions lie one behind the other, so that {@link Matrix#split} can
 * view their positions.
 */
public interface Binding {

  /** The arithmetic. */
  Kernels kernels();

  /** The number of inputs. */
  int inputs();

  /** The shape of one sample of an input. */
  Shape inputShape(int index);

  /** An input, {@code batch x inputShape(index).size()}. */
  Matrix input(int index);

  /** The first input, {@code batch x inputShape(0).size()}. */
  default Matrix input() {
    return input(0);
  }

  /** The output, {@code batch x outputShape.size()}. */
  Matrix output();

  /** The memory of a parameter, by its name within the operation. */
  Panels parameter(String name);
}
