package dev.lanewise.kernels;

/** What a training step does with parameters once it knows their gradient. */
public interface Updates {

  /**
   * One step of an optimizer.
   *
   * @param s the step's scalars
   * @param w parameters; elements {@code [from, to)} are updated
   * @param state as many arrays as the rule has {@link Rule#slots}, laid out like the parameters
   * @param g the gradient of the elements, from index {@code at}
   */
  void apply(
      Rule rule, UpdateScalars s, float[] w, float[][] state, int from, int to, float[] g, int at);

  /**
   * Adds the gradient of a penalty, {@code g += l1 sign(w) + l2 w}: both products are rounded, and
   * so is their sum. The sign of zero is zero, that of NaN is NaN.
   *
   * @param w parameters, read in {@code [from, to)}
   * @param g their gradient, from index {@code at}
   */
  void addPenalty(float l1, float l2, float[] w, int from, int to, float[] g, int at);

  /** Limits the elements {@code [from, to)} to {@code [-limit, limit]}; NaN stays. */
  void clip(float limit, float[] g, int from, int to);

  /** {@code g *= factor} for the elements {@code [from, to)}: in double, rounded once. */
  void scale(double factor, float[] g, int from, int to);

  /** {@code g += x} for the elements {@code [from, to)} of {@code x}; {@code g} from {@code at}. */
  void add(float[] x, int from, int to, float[] g, int at);
}
