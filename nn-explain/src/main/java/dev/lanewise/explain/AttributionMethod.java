package dev.lanewise.explain;

/** A way to say what each number of a sample has to do with a score. Immutable. */
public sealed interface AttributionMethod
    permits ExactIntegratedGradients,
        GradientTimesInput,
        InputGradient,
        IntegratedGradients,
        Occlusion,
        SmoothGrad {

  /**
   * Explains a score of a sample.
   *
   * @param sample as many values as the network takes
   * @param output which score, from 0
   * @throws dev.lanewise.ShapeException if the sample has another length
   * @throws dev.lanewise.SettingException if there is no such score
   */
  Attribution attribute(Explained model, float[] sample, int output);
}
