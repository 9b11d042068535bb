package dev.lanewise.explain;

/**
 * The gradient times how far each number is from a baseline: what the score would lose on the way
 * there if the model were linear.
 *
 * @param baseline a sample without the thing that is explained, such as a black image
 */
public record GradientTimesInput(float[] baseline) implements AttributionMethod {

  /** Copies the baseline. */
  public GradientTimesInput {
    baseline = baseline.clone();
  }

  @Override
  public Attribution attribute(Explained model, float[] sample, int output) {
    model.requireSample("baseline", baseline);
    Attribution gradient = new InputGradient().attribute(model, sample, output);
    float[] values = gradient.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= sample[i] - baseline[i];
    }
    return new Attribution(values, output, gradient.score());
  }
}
