package dev.lanewise.files;

import dev.lanewise.nn.Parameter;
import java.util.List;

/**
 * How a program names the parameters of a fully connected layer, and in which order it stores them.
 */
public enum Layout {
  /** This library's: {@code N.weight} of {@code inputs x units}, {@code N.bias}; N is the node. */
  LANEWISE("weight", false),
  /**
   * PyTorch's: {@code N.weight} of {@code units x inputs}, {@code N.bias}; N is the module within a
   * {@code Sequential}, where activations are modules too. In networks that are no chains, or whose
   * nodes have names of their own, N is the node.
   */
  PYTORCH("weight", true),
  /**
   * Keras's: {@code dense_N/kernel} of {@code inputs x units}, {@code dense_N/bias}; for nodes with
   * names of their own the name instead of {@code dense_N}.
   */
  KERAS("kernel", false);

  private final String weightName;
  private final boolean transposed;

  Layout(String weightName, boolean transposed) {
    this.weightName = weightName;
    this.transposed = transposed;
  }

  /** What the weight is called; other parameters keep their names. */
  String parameterName(String name) {
    return name.equals("weight") ? weightName : name;
  }

  /** The extents that a parameter has in a file. */
  List<Integer> shape(Parameter parameter) {
    List<Integer> shape = ModelParts.shape(parameter);
    return isTransposed(parameter) ? shape.reversed() : shape;
  }

  /** Turns the library's order of values into that of a file. */
  float[] stored(float[] values, Parameter parameter) {
    return isTransposed(parameter) ? transpose(values, parameter.rows(), parameter.cols()) : values;
  }

  /** Turns a file's order of values into the library's. */
  float[] canonical(float[] values, Parameter parameter) {
    return isTransposed(parameter)
        ? transpose(values, /* rows= */ parameter.cols(), /* cols= */ parameter.rows())
        : values;
  }

  private boolean isTransposed(Parameter parameter) {
    return transposed && parameter.kind() == Parameter.Kind.MATRIX;
  }

  private static float[] transpose(float[] values, int rows, int cols) {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        transposed[col * rows + row] = values[row * cols + col];
      }
    }
    return transposed;
  }
}
