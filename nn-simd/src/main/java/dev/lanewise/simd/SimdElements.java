package dev.lanewise.simd;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Scratch;

/** Functions of elements and rows on the Vector API, each in a class of its own. */
final class SimdElements implements Elements {

  @Override
  public void activate(Activation f, Matrix x, Matrix y, int from, int to, Scratch scratch) {
    ActivationKernels.apply(f, x, y, from, to, scratch);
  }

  @Override
  public void activationGradient(
      Activation f, Matrix xy, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    ActivationGradientKernels.apply(f, xy, dy, dx, from, to, scratch);
  }

  @Override
  public void dropout(Matrix x, Matrix y, float rate, long key, int from, int to) {
    DropoutKernel.apply(x, y, rate, key, from, to);
  }

  @Override
  public void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch) {
    SoftmaxKernels.softmax(x, y, from, to, scratch);
  }

  @Override
  public void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    SoftmaxKernels.gradient(y, dy, dx, from, to, scratch);
  }
}
