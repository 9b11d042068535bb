package dev.lanewise.kernels;

import dev.lanewise.kernels.reference.ReferenceKernels;

/**
 * What every implementation of {@link Kernels} must do: give the bits of {@link ReferenceKernels}
 * at all sizes, offsets and strides, for ordinary and special numbers, in place where that is
 * allowed, and touch nothing but the rows or range that it was given.
 */
public abstract class KernelsContract
    implements ProductContract,
        WindowContract,
        NormalizationContract,
        RowNormalizationContract,
        RecurrentCellContract,
        ActivationContract,
        DropoutContract,
        SoftmaxContract,
        ElementLossContract,
        ArithmeticContract,
        GradientContract,
        OptimizerContract {

  /** Creates the contract. */
  protected KernelsContract() {}

  /** The implementation under test. */
  protected abstract Kernels kernels();

  @Override
  public final Kernels tested() {
    return kernels();
  }
}
