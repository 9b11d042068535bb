package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;
import static dev.lanewise.kernels.Kernels.FLUSH_SQUARES_BELOW;

import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;
import dev.lanewise.kernels.Updates;

/** The specification of {@link Updates}: a loop for each {@link Rule}, element by element. */
public final class ReferenceUpdates implements Updates {

  /** Creates the kernels; they have no state. */
  public ReferenceUpdates() {}

  @Override
  public void apply(
      Rule rule, UpdateScalars s, float[] w, float[][] state, int from, int to, float[] g, int at) {
    switch (rule) {
      case SGD -> sgd(s, w, from, to, g, at);
      case MOMENTUM -> momentum(s, w, state[0], from, to, g, at);
      case NESTEROV -> nesterov(s, w, state[0], from, to, g, at);
      case RMS_PROP -> rmsProp(s, w, state[0], from, to, g, at);
      case ADAM -> adam(s, w, state[0], state[1], from, to, g, at);
      case ADADELTA -> adadelta(s, w, state[0], state[1], from, to, g, at);
      case NADAM -> nadam(s, w, state[0], state[1], from, to, g, at);
      case ADAMAX -> adamax(s, w, state[0], state[1], from, to, g, at);
      case LION -> lion(s, w, state[0], from, to, g, at);
      case RPROP -> rprop(s, w, state[0], state[1], from, to, g, at);
    }
  }

  private static void sgd(UpdateScalars s, float[] w, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      w[i] = Math.fma(-s.rate, d, w[i]);
    }
  }

  private static void momentum(
      UpdateScalars s, float[] w, float[] u, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      u[i] = flush(Math.fma(s.beta1, u[i], d));
      w[i] = Math.fma(-s.rate, u[i], w[i]);
    }
  }

  private static void nesterov(
      UpdateScalars s, float[] w, float[] u, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      u[i] = flush(Math.fma(s.beta1, u[i], d));
      w[i] = Math.fma(-s.rate, Math.fma(s.beta1, u[i], d), w[i]);
    }
  }

  private static void rmsProp(
      UpdateScalars s, float[] w, float[] v, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      v[i] = flushSquare(Math.fma(s.beta2, v[i], s.gain2 * d * d));
      w[i] = Math.fma(-s.rate, d / (root(v[i]) + s.epsilon), w[i]);
    }
  }

  private static void adam(
      UpdateScalars s, float[] w, float[] m, float[] v, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
      v[i] = flushSquare(Math.fma(s.beta2, v[i], s.gain2 * d * d));
      float divisor = Math.fma(root(v[i]), s.rootCorrection, s.epsilon);
      w[i] = Math.fma(-s.rate, m[i] / divisor, s.keep * w[i]);
    }
  }

  private static void adadelta(
      UpdateScalars s, float[] w, float[] u, float[] v, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      v[i] = flush(Math.fma(s.beta2, v[i], s.gain2 * d * d));
      float step = root(u[i] + s.epsilon) / root(v[i] + s.epsilon) * d;
      u[i] = flush(Math.fma(s.beta2, u[i], s.gain2 * step * step));
      w[i] = Math.fma(-s.rate, step, w[i]);
    }
  }

  private static void nadam(
      UpdateScalars s, float[] w, float[] m, float[] v, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
      v[i] = flushSquare(Math.fma(s.beta2, v[i], s.gain2 * d * d));
      float divisor = Math.fma(root(v[i]), s.rootCorrection, s.epsilon);
      w[i] -= Math.fma(s.rate, m[i], s.gradientRate * d) / divisor;
    }
  }

  private static void adamax(
      UpdateScalars s, float[] w, float[] m, float[] u, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float d = Math.fma(s.l2, w[i], g[at + i - from]);
      m[i] = flush(Math.fma(s.beta1, m[i], s.gain1 * d));
      u[i] = Math.max(s.beta2 * u[i], Math.abs(d) + s.epsilon);
      w[i] = Math.fma(-s.rate, m[i] / u[i], w[i]);
    }
  }

  private static void lion(
      UpdateScalars s, float[] w, float[] m, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float gradient = g[at + i - from];
      float c = Math.fma(s.beta1, m[i], s.gain1 * gradient);
      w[i] = Math.fma(-s.rate, Math.signum(c), s.keep * w[i]);
      m[i] = flush(Math.fma(s.beta2, m[i], s.gain2 * gradient));
    }
  }

  private static void rprop(
      UpdateScalars s, float[] w, float[] u, float[] v, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      float gradient = g[at + i - from];
      float agreement = gradient * u[i];
      float factor = agreement > 0 ? s.grow : agreement < 0 ? s.shrink : 1;
      float size = (v[i] == 0 ? s.rate : v[i]) * factor;
      u[i] = agreement < 0 ? 0 : Math.signum(gradient);
      v[i] = Math.min(Math.max(size, s.least), s.most);
      w[i] = Math.fma(-v[i], u[i], w[i]);
    }
  }

  /** Zero if the magnitude is below {@link dev.lanewise.kernels.Kernels#FLUSH_BELOW}. */
  static float flush(float x) {
    return Math.abs(x) < FLUSH_BELOW ? 0 : x;
  }

  private static float flushSquare(float x) {
    return Math.abs(x) < FLUSH_SQUARES_BELOW ? 0 : x;
  }

  /** The correctly rounded square root: rounding the double root once more changes nothing. */
  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  @Override
  public void addPenalty(float l1, float l2, float[] w, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      g[at + i - from] += l1 * Math.signum(w[i]) + l2 * w[i];
    }
  }

  @Override
  public void clip(float limit, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = Math.clamp(g[i], -limit, limit);
    }
  }

  @Override
  public void scale(double factor, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = (float) (g[i] * factor);
    }
  }

  @Override
  public void add(float[] x, int from, int to, float[] g, int at) {
    for (int i = from; i < to; i++) {
      g[at + i - from] += x[i];
    }
  }
}
