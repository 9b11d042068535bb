package dev.lanewise.files;

/**
 * How a program names the parameters of a fully connected layer, and in which order it stores them.
 */
public enum Layout {
  /** This library's: {@code N.weight} of {@code inputs x units}, {@code N.bias}; N is the layer. */
  LANEWISE("weight", false),
  /**
   * PyTorch's: {@code N.weight} of {@code units x inputs}, {@code N.bias}; N is the module within a
   * {@code Sequential}, where activations are modules too.
   */
  PYTORCH("weight", true),
  /** Keras's: {@code dense_N/kernel} of {@code inputs x units}, {@code dense_N/bias}. */
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

  /** Whether a weight is {@code units x inputs}. */
  boolean transposed() {
    return transposed;
  }
}
