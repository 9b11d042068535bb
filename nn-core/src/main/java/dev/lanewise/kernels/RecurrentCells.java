package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/**
 * What recurrent layers do at a time step with the sums that their products have given, row by row
 * and element by element. The rules of {@link Kernels} hold; {@code sigmoid} and {@code tanh} are
 * those of {@link FloatMath}. The gates of a row lie one behind the other, as many numbers as there
 * are units each.
 */
public interface RecurrentCells {

  /**
   * A step of a long short-term memory (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and
   * Cummins 2000), with the gates {@code i, f, g, o}: with {@code a = gates + recurrent}, {@code i,
   * f, o = sigmoid(a)} and {@code g = tanh(a)}; {@code cell = fma(f, before, i g)}; {@code hidden =
   * o tanh(cell)}.
   *
   * @param gates {@code rows x 4 units}, what the inputs give; become the gates
   * @param recurrent {@code rows x 4 units}, what the state gives
   * @param before {@code rows x units}, the cell before the step
   * @param cell {@code rows x units}, overwritten; may be {@code before}
   * @param tanh {@code rows x units}, receives {@code tanh(cell)}; may be {@code hidden}
   * @param hidden {@code rows x units}, overwritten
   */
  void lstm(
      Matrix gates,
      Matrix recurrent,
      Matrix before,
      Matrix cell,
      Matrix tanh,
      Matrix hidden,
      int from,
      int to);

  /**
   * The gradient of {@link #lstm}: with {@code e = fma(dh o, fma(-t, t, 1), dc)} of {@code t =
   * tanh(cell)}, those of the sums are {@code (e g) (i (1 - i))}, {@code (e before) (f (1 - f))},
   * {@code (e i) fma(-g, g, 1)} and {@code (dh t) (o (1 - o))}, and that of the cell before is
   * {@code e f}.
   *
   * @param gates the gates; become the gradient of the sums
   * @param before the cell before the step
   * @param tanh what {@link #lstm} has left there
   * @param dh the gradient of {@code hidden}
   * @param dc the gradient of {@code cell} from later steps; becomes that of {@code before}
   */
  void lstmGradient(
      Matrix gates, Matrix before, Matrix tanh, Matrix dh, Matrix dc, int from, int to);

  /**
   * A step of a gated recurrent unit (Cho et al. 2014) whose reset gate comes after the product, as
   * in PyTorch, with the gates {@code r, z, n}: {@code r, z = sigmoid(gates + recurrent)}, {@code n
   * = tanh(fma(r, recurrent, gates))}, {@code hidden = fma(z, before - n, n)}.
   *
   * @param gates {@code rows x 3 units}, what the inputs give; become the gates
   * @param recurrent {@code rows x 3 units}, what the state gives
   * @param before {@code rows x units}, the state before the step
   * @param hidden {@code rows x units}, overwritten; may be {@code before}
   */
  void gru(Matrix gates, Matrix recurrent, Matrix before, Matrix hidden, int from, int to);

  /**
   * The gradient of {@link #gru}: with {@code e = (dh (1 - z)) fma(-n, n, 1)}, those of the sums
   * are {@code (e recurrent) (r (1 - r))}, {@code (dh (before - n)) (z (1 - z))} and {@code e} for
   * the inputs, and the same two and {@code e r} for the state.
   *
   * @param gates the gates; become the gradient of what the inputs gave
   * @param recurrent what the state gave; becomes its gradient
   * @param before the state before the step
   * @param dh the gradient of {@code hidden}
   * @param direct receives {@code dh z}, what the state before gets beside the product
   */
  void gruGradient(
      Matrix gates, Matrix recurrent, Matrix before, Matrix dh, Matrix direct, int from, int to);

  /**
   * The gates of a gated recurrent unit whose reset gate comes before the product, as in the
   * original: {@code r, z = sigmoid(gates + recurrent)}, and {@code reset = r before}. The third
   * parts are left alone.
   *
   * @param reset {@code rows x units}, overwritten
   */
  void gruReset(Matrix gates, Matrix recurrent, Matrix before, Matrix reset, int from, int to);

  /**
   * The rest of such a step: {@code n = tanh(gates + recurrent)} of the third parts, {@code hidden
   * = fma(z, before - n, n)}.
   *
   * @param recurrent whose third part {@code reset} has given
   * @param hidden {@code rows x units}, overwritten; may be {@code before}
   */
  void gruCandidate(Matrix gates, Matrix recurrent, Matrix before, Matrix hidden, int from, int to);

  /**
   * The gradient of {@link #gruCandidate}: {@code (dh (1 - z)) fma(-n, n, 1)} for the third parts
   * and {@code (dh (before - n)) (z (1 - z))} for those of {@code z}; {@code r} stays.
   *
   * @param direct receives {@code dh z}
   */
  void gruCandidateGradient(
      Matrix gates, Matrix before, Matrix dh, Matrix direct, int from, int to);

  /**
   * The gradient of {@link #gruReset}: {@code (dreset before) (r (1 - r))} for the parts of {@code
   * r}, and {@code direct = fma(dreset, r, direct)}.
   *
   * @param dreset the gradient of what that gate has left of the state
   */
  void gruResetGradient(
      Matrix gates, Matrix before, Matrix dreset, Matrix direct, int from, int to);
}
