package dev.lanewise.nn;

import dev.lanewise.layers.Dense;

/**
 * Initial values of a parameter: a pure function of the seed, the sizes and the element's place,
 * the same on every machine. {@code fanIn} is the number of a unit's inputs, {@code fanOut} the
 * number of units.
 */
public interface Initializer {

  /**
   * Fills row-major values.
   *
   * @param values {@code rows * cols} floats, overwritten
   */
  void fill(float[] values, int fanIn, int fanOut, long seed);

  /**
   * Uniform in {@code +-sqrt(6 / (fanIn + fanOut))}: for sigmoid, tanh and softmax (Glorot and
   * Bengio 2010). The default of {@link Dense}, as in Keras.
   */
  static Initializer glorotUniform() {
    return VarianceScaling.uniform(1, VarianceScaling.Fan.AVERAGE);
  }

  /** Normal of variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio 2010). */
  static Initializer glorotNormal() {
    return VarianceScaling.normal(1, VarianceScaling.Fan.AVERAGE);
  }

  /** Uniform in {@code +-sqrt(6 / fanIn)}: for ReLU and its kin (He et al. 2015). */
  static Initializer heUniform() {
    return VarianceScaling.uniform(2, VarianceScaling.Fan.IN);
  }

  /** Normal of variance {@code 2 / fanIn} (He et al. 2015). */
  static Initializer heNormal() {
    return VarianceScaling.normal(2, VarianceScaling.Fan.IN);
  }

  /** Uniform in {@code +-sqrt(3 / fanIn)} (LeCun et al. 1998). */
  static Initializer lecunUniform() {
    return VarianceScaling.uniform(1, VarianceScaling.Fan.IN);
  }

  /** Normal of variance {@code 1 / fanIn}: for SELU (LeCun et al. 1998). */
  static Initializer lecunNormal() {
    return VarianceScaling.normal(1, VarianceScaling.Fan.IN);
  }

  /** Uniform in {@code +-sqrt(1 / fanIn)}: what PyTorch's Linear does with weights and biases. */
  static Initializer torchLinear() {
    return VarianceScaling.uniform(1 / 3.0, VarianceScaling.Fan.IN);
  }

  /** Normal of mean 0 and a deviation, whatever the sizes. */
  static Initializer normal(double deviation) {
    return new FixedDeviation(deviation);
  }

  /** All zero: the default of biases. */
  static Initializer zeros() {
    return new Constant(0);
  }

  /** All equal to a finite value. */
  static Initializer constant(float value) {
    return new Constant(value);
  }
}
