package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.FloatMath.sigmoid;
import static dev.lanewise.kernels.FloatMath.tanh;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.RecurrentCells;

/** The specification of {@link RecurrentCells}. */
public final class ReferenceRecurrentCells implements RecurrentCells {

  /** Creates the kernels; they have no state. */
  public ReferenceRecurrentCells() {}

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
      add(gates, recurrent, row, 4 * units);
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + u;
        float i = sigmoid(a[at]);
        float f = sigmoid(a[at + units]);
        float g = tanh(a[at + 2 * units]);
        float o = sigmoid(a[at + 3 * units]);
        float c = Math.fma(f, before.data()[before.row(row) + u], i * g);
        float t = tanh(c);
        a[at] = i;
        a[at + units] = f;
        a[at + 2 * units] = g;
        a[at + 3 * units] = o;
        cell.data()[cell.row(row) + u] = c;
        tanh.data()[tanh.row(row) + u] = t;
        hidden.data()[hidden.row(row) + u] = o * t;
      }
    }
  }

  /** Adds the first numbers of a row to another one. */
  private static void add(Matrix to, Matrix more, int row, int count) {
    for (int i = 0; i < count; i++) {
      to.data()[to.row(row) + i] += more.data()[more.row(row) + i];
    }
  }

  @Override
  public void lstmGradient(
      Matrix gates, Matrix before, Matrix tanh, Matrix dh, Matrix dc, int from, int to) {
    int units = dh.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + u;
        float i = a[at];
        float f = a[at + units];
        float g = a[at + 2 * units];
        float o = a[at + 3 * units];
        float t = tanh.data()[tanh.row(row) + u];
        float up = dh.data()[dh.row(row) + u];
        int cellAt = dc.row(row) + u;
        float e = Math.fma(up * o, Math.fma(-t, t, 1), dc.data()[cellAt]);
        a[at] = e * g * (i * (1 - i));
        a[at + units] = e * before.data()[before.row(row) + u] * (f * (1 - f));
        a[at + 2 * units] = e * i * Math.fma(-g, g, 1);
        a[at + 3 * units] = up * t * (o * (1 - o));
        dc.data()[cellAt] = e * f;
      }
    }
  }

  @Override
  public void gru(Matrix gates, Matrix recurrent, Matrix before, Matrix hidden, int from, int to) {
    int units = hidden.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      sigmoids(gates, recurrent, row, 2 * units);
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + u;
        int candidate = at + 2 * units;
        float ofState = recurrent.data()[recurrent.row(row) + 2 * units + u];
        a[candidate] = tanh(Math.fma(a[at], ofState, a[candidate]));
        mix(a[at + units], a[candidate], before, hidden, row, u);
      }
    }
  }

  private static void sigmoids(Matrix gates, Matrix recurrent, int row, int count) {
    add(gates, recurrent, row, count);
    for (int i = gates.row(row); i < gates.row(row) + count; i++) {
      gates.data()[i] = sigmoid(gates.data()[i]);
    }
  }

  private static void mix(float z, float n, Matrix before, Matrix hidden, int row, int u) {
    float state = before.data()[before.row(row) + u];
    hidden.data()[hidden.row(row) + u] = Math.fma(z, state - n, n);
  }

  @Override
  public void gruGradient(
      Matrix gates, Matrix recurrent, Matrix before, Matrix dh, Matrix direct, int from, int to) {
    int units = dh.cols();
    float[] a = gates.data();
    float[] s = recurrent.data();
    gruCandidateGradient(gates, before, dh, direct, from, to);
    for (int row = from; row < to; row++) {
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + u;
        int of = recurrent.row(row) + u;
        float r = a[at];
        float e = a[at + 2 * units];
        a[at] = e * s[of + 2 * units] * (r * (1 - r));
        s[of] = a[at];
        s[of + units] = a[at + units];
        s[of + 2 * units] = e * r;
      }
    }
  }

  @Override
  public void gruReset(
      Matrix gates, Matrix recurrent, Matrix before, Matrix reset, int from, int to) {
    int units = reset.cols();
    for (int row = from; row < to; row++) {
      sigmoids(gates, recurrent, row, 2 * units);
      for (int u = 0; u < units; u++) {
        float r = gates.data()[gates.row(row) + u];
        reset.data()[reset.row(row) + u] = r * before.data()[before.row(row) + u];
      }
    }
  }

  @Override
  public void gruCandidate(
      Matrix gates, Matrix recurrent, Matrix before, Matrix hidden, int from, int to) {
    int units = hidden.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + 2 * units + u;
        a[at] = tanh(a[at] + recurrent.data()[recurrent.row(row) + 2 * units + u]);
        mix(a[at - units], a[at], before, hidden, row, u);
      }
    }
  }

  @Override
  public void gruCandidateGradient(
      Matrix gates, Matrix before, Matrix dh, Matrix direct, int from, int to) {
    int units = dh.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + units + u;
        float z = a[at];
        float n = a[at + units];
        float up = dh.data()[dh.row(row) + u];
        float state = before.data()[before.row(row) + u];
        a[at + units] = up * (1 - z) * Math.fma(-n, n, 1);
        a[at] = up * (state - n) * (z * (1 - z));
        direct.data()[direct.row(row) + u] = up * z;
      }
    }
  }

  @Override
  public void gruResetGradient(
      Matrix gates, Matrix before, Matrix dreset, Matrix direct, int from, int to) {
    int units = dreset.cols();
    float[] a = gates.data();
    for (int row = from; row < to; row++) {
      for (int u = 0; u < units; u++) {
        int at = gates.row(row) + u;
        float r = a[at];
        float up = dreset.data()[dreset.row(row) + u];
        a[at] = up * before.data()[before.row(row) + u] * (r * (1 - r));
        int down = direct.row(row) + u;
        direct.data()[down] = Math.fma(up, r, direct.data()[down]);
      }
    }
  }
}
