package dev.lanewise.kernels;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.random.DropoutMask;
import dev.lanewise.random.NormalNumbers;

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

  /**
   * The same of whole channels: rows are cut into positions, and the number at channel {@code c} of
   * each of them is dropped where {@link #dropout} drops column {@code c} of a row. {@code y} may
   * be {@code x}.
   *
   * @param positions how often a row has its channels
   */
  void dropoutOfChannels(Matrix x, Matrix y, int positions, float rate, long key, int from, int to);

  /** {@code y = exp(x - max x) / sum}, row by row; {@code y} may be {@code x}. */
  void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch);

  /** {@code dx = y (dy - sum(dy y))} row by row; {@code dx} may be {@code dy}. */
  void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch);

  /**
   * Softmax of the first numbers of each row, {@code y = exp(s - max s) / sum} with {@code s =
   * scale x}, and zeros behind them: what attention does with its scores, where a position sees
   * those before it. Row {@code from + i} has {@code min(length + i growth, cols)} numbers, at
   * least one; {@code y} may be {@code x}.
   */
  void softmaxOfPrefixes(
      Matrix x, Matrix y, float scale, int length, int growth, int from, int to, Scratch scratch);

  /**
   * The gradient of {@link #softmaxOfPrefixes}, {@code dx = scale (y (dy - sum(dy y)))}, and zeros
   * behind the first numbers of each row; {@code dx} may be {@code dy}.
   */
  void softmaxOfPrefixesGradient(
      Matrix y,
      Matrix dy,
      Matrix dx,
      float scale,
      int length,
      int growth,
      int from,
      int to,
      Scratch scratch);

  /**
   * Gaussian noise, {@code y = x + deviation n}, the product rounded before it is added. {@link
   * NormalNumbers} gives {@code n}, by nothing but the key and the place. {@code y} may be {@code
   * x}.
   */
  void gaussianNoise(Matrix x, Matrix y, float deviation, long key, int from, int to);

  /**
   * Gaussian dropout, {@code y = x fma(deviation, n, 1)}, and its gradient, which is the same
   * function of {@code dy}; with {@code n} as in {@link #gaussianNoise}. {@code y} may be {@code
   * x}.
   */
  void gaussianDropout(Matrix x, Matrix y, float deviation, long key, int from, int to);

  /** {@code y = x}. */
  void copy(Matrix x, Matrix y, int from, int to);

  /** {@code y = a + b}; {@code y} may be {@code a} or {@code b}. */
  void add(Matrix a, Matrix b, Matrix y, int from, int to);

  /** {@code y = a b}, element by element; {@code y} may be {@code a} or {@code b}. */
  void multiply(Matrix a, Matrix b, Matrix y, int from, int to);
}
