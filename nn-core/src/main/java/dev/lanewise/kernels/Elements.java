package dev.lanewise.kernels;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.random.DropoutMask;

/**
 * Functions of the elements of matrices of one shape, and of their rows. The rules of {@link
 * Kernels} hold.
 */
public interface Elements {

  /** {@code y = f(x)}; {@code y} may be {@code x}. */
  void activate(Activation f, Matrix x, Matrix y, int from, int to, Scratch scratch);

  /**
   * {@code dx = dy * f'}; {@code dx} may be {@code dy}.
   *
   * @param xy the output of {@code f} if {@link Activation#differentiableFromOutput}, else its
   *     input
   */
  void activationGradient(
      Activation f, Matrix xy, Matrix dy, Matrix dx, int from, int to, Scratch scratch);

  /**
   * Inverted dropout, {@code y = x / (1 - rate)} or 0, and its gradient, which is the same function
   * of {@code dy}. {@link DropoutMask} decides which elements are dropped, by nothing but the key
   * and the place. {@code y} may be {@code x}.
   */
  void dropout(Matrix x, Matrix y, float rate, long key, int from, int to);

  /** {@code y = exp(x - max x) / sum}, row by row; {@code y} may be {@code x}. */
  void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch);

  /** {@code dx = y (dy - sum(dy y))} row by row; {@code dx} may be {@code dy}. */
  void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch);
}
