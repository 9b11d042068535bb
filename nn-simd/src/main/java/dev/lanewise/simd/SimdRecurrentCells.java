package dev.lanewise.simd;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.RecurrentCells;

/** Time steps of recurrent layers on the Vector API; the loops are {@link RecurrentKernels}. */
final class SimdRecurrentCells implements RecurrentCells {

  @Override
  public void lstm(
      Matrix gates,
      Matrix recurrent,
      Matrix before,
      Matrix cell,
      Matrix tanh,
      Matrix hidden,
      int from,
      int to) {
    int units = cell.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      int at = gates.row(row);
      add(gates, recurrent, row, 4 * units);
      VectorMath.sigmoid(a, at, a, at, 2 * units);
      VectorMath.tanh(a, at + 2 * units, a, at + 2 * units, units);
      VectorMath.sigmoid(a, at + 3 * units, a, at + 3 * units, units);
      float[] c = cell.data();
      int cellAt = cell.row(row);
      RecurrentKernels.cell(a, at, before.data(), before.row(row), c, cellAt, units);
      float[] t = tanh.data();
      int tanhAt = tanh.row(row);
      VectorMath.tanh(c, cellAt, t, tanhAt, units);
      float[] h = hidden.data();
      ArithmeticKernels.multiply(a, at + 3 * units, t, tanhAt, h, hidden.row(row), units);
    }
  }

  private static void add(Matrix to, Matrix more, int row, int count) {
    float[] a = to.data();
    int at = to.row(row);
    ArithmeticKernels.add(a, at, more.data(), more.row(row), a, at, count);
  }

  @Override
  public void lstmGradient(
      Matrix gates, Matrix before, Matrix tanh, Matrix dh, Matrix dc, int from, int to) {
    int units = dh.cols();
    for (int row = from; row < to; row++) {
      RecurrentKernels.lstmGradient(
          gates.data(),
          gates.row(row),
          before.data(),
          before.row(row),
          tanh.data(),
          tanh.row(row),
          dh.data(),
          dh.row(row),
          dc.data(),
          dc.row(row),
          units);
    }
  }

  @Override
  public void gru(Matrix gates, Matrix recurrent, Matrix before, Matrix hidden, int from, int to) {
    int units = hidden.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      int at = gates.row(row);
      int candidate = at + 2 * units;
      float[] s = recurrent.data();
      int ofState = recurrent.row(row) + 2 * units;
      add(gates, recurrent, row, 2 * units);
      VectorMath.sigmoid(a, at, a, at, 2 * units);
      RecurrentKernels.multiplyAdd(a, at, s, ofState, a, candidate, units);
      VectorMath.tanh(a, candidate, a, candidate, units);
      mix(gates, before, hidden, row, units);
    }
  }

  private static void mix(Matrix gates, Matrix before, Matrix hidden, int row, int units) {
    RecurrentKernels.mix(
        gates.data(),
        gates.row(row) + units,
        before.data(),
        before.row(row),
        hidden.data(),
        hidden.row(row),
        units);
  }

  @Override
  public void gruGradient(
      Matrix gates, Matrix recurrent, Matrix before, Matrix dh, Matrix direct, int from, int to) {
    gruCandidateGradient(gates, before, dh, direct, from, to);
    for (int row = from; row < to; row++) {
      RecurrentKernels.resetAfterGradient(
          gates.data(), gates.row(row), recurrent.data(), recurrent.row(row), dh.cols());
    }
  }

  @Override
  public void gruReset(
      Matrix gates, Matrix recurrent, Matrix before, Matrix reset, int from, int to) {
    int units = reset.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      int at = gates.row(row);
      add(gates, recurrent, row, 2 * units);
      VectorMath.sigmoid(a, at, a, at, 2 * units);
      ArithmeticKernels.multiply(
          a, at, before.data(), before.row(row), reset.data(), reset.row(row), units);
    }
  }

  @Override
  public void gruCandidate(
      Matrix gates, Matrix recurrent, Matrix before, Matrix hidden, int from, int to) {
    int units = hidden.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      int at = gates.row(row) + 2 * units;
      int ofState = recurrent.row(row) + 2 * units;
      ArithmeticKernels.add(a, at, recurrent.data(), ofState, a, at, units);
      VectorMath.tanh(a, at, a, at, units);
      mix(gates, before, hidden, row, units);
    }
  }

  @Override
  public void gruCandidateGradient(
      Matrix gates, Matrix before, Matrix dh, Matrix direct, int from, int to) {
    for (int row = from; row < to; row++) {
      RecurrentKernels.candidateGradient(
          gates.data(),
          gates.row(row) + dh.cols(),
          before.data(),
          before.row(row),
          dh.data(),
          dh.row(row),
          direct.data(),
          direct.row(row),
          dh.cols());
    }
  }

  @Override
  public void gruResetGradient(
      Matrix gates, Matrix before, Matrix dreset, Matrix direct, int from, int to) {
    for (int row = from; row < to; row++) {
      RecurrentKernels.resetGradient(
          gates.data(),
          gates.row(row),
          before.data(),
          before.row(row),
          dreset.data(),
          dreset.row(row),
          direct.data(),
          direct.row(row),
          dreset.cols());
    }
  }
}
