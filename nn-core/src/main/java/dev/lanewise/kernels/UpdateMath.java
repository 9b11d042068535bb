package dev.lanewise.kernels;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;

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
    v[i] = flush(Math.fma(s.beta2, v[i], s.gain2 * d * d));
    w[i] = Math.fma(-s.rate, d / (root(v[i]) + s.epsilon), w[i]);
  }

  /** One element of {@link Kernels#adam}, with gradient {@code g}. */
  public static void adam(UpdateScalars s, float[] w, float[] m, float[] v, int i, float g) {
    float d = Math.fma(s.l2, w[i], g);
    m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
    v[i] = flush(Math.fma(s.beta2, v[i], s.gain2 * d * d));
    float divisor = Math.fma(root(v[i]), s.rootCorrection, s.epsilon);
    w[i] = Math.fma(-s.rate, m[i] / divisor, s.keep * w[i]);
  }

  /** Zero if the magnitude is below {@link Kernels#FLUSH_BELOW}. */
  public static float flush(float x) {
    return Math.abs(x) < FLUSH_BELOW ? 0 : x;
  }

  /** The correctly rounded square root: rounding the double root once more changes nothing. */
  private static float root(float x) {
    return (float) Math.sqrt(x);
  }
}
