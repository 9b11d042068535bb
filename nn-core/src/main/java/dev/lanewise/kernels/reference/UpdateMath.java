package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;
import static dev.lanewise.kernels.Kernels.FLUSH_SQUARES_BELOW;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.UpdateScalars;

/** The optimizers' formulas, element by element: the specification. */
public final class UpdateMath {

  private UpdateMath() {}

  /** One element of {@link Kernels#sgd}, with gradient {@code g}. */
  public static void sgd(UpdateScalars s, float[] w, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    w[i] = Math.fma(-s.rate, d, w[i]);
  }

  /** One element of {@link Kernels#momentum}, with gradient {@code g}. */
  public static void momentum(
      UpdateScalars s, boolean nesterov, float[] w, float[] u, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    u[i] = flush(Math.fma(s.beta1, u[i], d));
    float step = nesterov ? Math.fma(s.beta1, u[i], d) : u[i];
    w[i] = Math.fma(-s.rate, step, w[i]);
  }

  /** One element of {@link Kernels#rmsProp}, with gradient {@code g}. */
  public static void rmsProp(UpdateScalars s, float[] w, float[] v, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    v[i] = flushSquare(Math.fma(s.beta2, v[i], s.gain2 * d * d));
    w[i] = Math.fma(-s.rate, d / (root(v[i]) + s.epsilon), w[i]);
  }

  /** One element of {@link Kernels#adam}, with gradient {@code g}. */
  public static void adam(UpdateScalars s, float[] w, float[] m, float[] v, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
    v[i] = flushSquare(Math.fma(s.beta2, v[i], s.gain2 * d * d));
    float divisor = Math.fma(root(v[i]), s.rootCorrection, s.epsilon);
    w[i] = Math.fma(-s.rate, m[i] / divisor, s.keep * w[i]);
  }

  /** One element of {@link Kernels#adadelta}, with gradient {@code g}. */
  public static void adadelta(UpdateScalars s, float[] w, float[] u, float[] v, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    v[i] = flush(Math.fma(s.beta2, v[i], s.gain2 * d * d));
    float step = root(u[i] + s.epsilon) / root(v[i] + s.epsilon) * d;
    u[i] = flush(Math.fma(s.beta2, u[i], s.gain2 * step * step));
    w[i] = Math.fma(-s.rate, step, w[i]);
  }

  /** One element of {@link Kernels#nadam}, with gradient {@code g}. */
  public static void nadam(UpdateScalars s, float[] w, float[] m, float[] v, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
    v[i] = flushSquare(Math.fma(s.beta2, v[i], s.gain2 * d * d));
    float divisor = Math.fma(root(v[i]), s.rootCorrection, s.epsilon);
    w[i] -= Math.fma(s.rate, m[i], s.gradientRate * d) / divisor;
  }

  /** One element of {@link Kernels#adamax}, with gradient {@code g}. */
  public static void adamax(UpdateScalars s, float[] w, float[] m, float[] u, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
    u[i] = Math.max(s.beta2 * u[i], Math.abs(d) + s.epsilon);
    w[i] = Math.fma(-s.rate, m[i] / u[i], w[i]);
  }

  /** One element of {@link Kernels#lion}, with gradient {@code g}. */
  public static void lion(UpdateScalars s, float[] w, float[] m, int i, float g) {
    float c = Math.fma(s.beta1, m[i], s.gain1 * g);
    w[i] = Math.fma(-s.rate, Math.signum(c), s.keep * w[i]);
    m[i] = flush(Math.fma(s.beta2, m[i], s.gain2 * g));
  }

  /** One element of {@link Kernels#rprop}, with gradient {@code g}. */
  public static void rprop(UpdateScalars s, float[] w, float[] u, float[] v, int i, float g) {
    float agreement = g * u[i];
    float factor = agreement > 0 ? s.grow : agreement < 0 ? s.shrink : 1;
    float size = (v[i] == 0 ? s.rate : v[i]) * factor;
    u[i] = agreement < 0 ? 0 : Math.signum(g);
    v[i] = Math.min(Math.max(size, s.least), s.most);
    w[i] = Math.fma(-v[i], u[i], w[i]);
  }

  /** Zero if the magnitude is below {@link Kernels#FLUSH_BELOW}. */
  public static float flush(float x) {
    return Math.abs(x) < FLUSH_BELOW ? 0 : x;
  }

  /** Zero if a second moment is below {@link Kernels#FLUSH_SQUARES_BELOW}. */
  private static float flushSquare(float x) {
    return Math.abs(x) < FLUSH_SQUARES_BELOW ? 0 : x;
  }

  /** The correctly rounded square root: rounding the double root once more changes nothing. */
  private static float root(float x) {
    return (float) Math.sqrt(x);
  }
}
