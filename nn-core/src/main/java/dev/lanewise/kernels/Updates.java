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
}
