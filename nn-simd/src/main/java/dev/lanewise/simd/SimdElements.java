package dev.lanewise.simd;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.reference.ReferenceElements;

/** Functions of elements and rows on the Vector API, each in a class of its own. */
final class SimdElements implements Elements {
  /** Normal numbers are computed in double with the JDK's logarithm, copies by the JDK. */
  private final Elements scalar = new ReferenceElements();

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
    DropoutKernel.apply(x, y, 1, rate, key, from, to);
  }

  @Override
  public void dropoutOfChannels(
      Matrix x, Matrix y, int positions, float rate, long key, int from, int to) {
    DropoutKernel.apply(x, y, positions, rate, key, from, to);
  }

  @Override
  public void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch) {
    SoftmaxKernels.softmax(x, y, from, to, scratch);
  }

  @Override
  public void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    SoftmaxKernels.gradient(y, dy, dx, from, to, scratch);
  }

  @Override
  public void softmaxOfPrefixes(
      Matrix x, Matrix y, float scale, int length, int growth, int from, int to, Scratch scratch) {
    PrefixKernels.softmax(x, y, scale, length, growth, from, to, scratch);
  }

  @Override
  public void softmaxOfPrefixesGradient(
      Matrix y,
      Matrix dy,
      Matrix dx,
      float scale,
      int length,
      int growth,
      int from,
      int to,
      Scratch scratch) {
    PrefixKernels.gradient(y, dy, dx, scale, length, growth, from, to, scratch);
  }

  @Override
  public void gaussianNoise(Matrix x, Matrix y, float deviation, long key, int from, int to) {
    scalar.gaussianNoise(x, y, deviation, key, from, to);
  }

  @Override
  public void gaussianDropout(Matrix x, Matrix y, float deviation, long key, int from, int to) {
    scalar.gaussianDropout(x, y, deviation, key, from, to);
  }

  @Override
  public void copy(Matrix x, Matrix y, int from, int to) {
    scalar.copy(x, y, from, to);
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix y, int from, int to) {
    for (int i = from; i < to; i++) {
      ArithmeticKernels.add(a.data(), a.row(i), b.data(), b.row(i), y.data(), y.row(i), a.cols());
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix y, int from, int to) {
    for (int i = from; i < to; i++) {
      ArithmeticKernels.multiply(
          a.data(), a.row(i), b.data(), b.row(i), y.data(), y.row(i), a.cols());
    }
  }
}
