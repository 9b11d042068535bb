package dev.lanewise.explain;

import dev.lanewise.Matrix;

/**
 * The gradient of the score, also called saliency (Simonyan, Vedaldi and Zisserman 2013, "Deep
 * inside convolutional networks"): how much the score grows if a number does, near the sample.
 */
public record InputGradient() implements AttributionMethod {

  @Override
  public Attribution attribute(Explained model, float[] sample, int output) {
    model.requireSample("sample", sample);
    model.requireOutput(output);
    Matrix one = Matrix.of(sample, 1, sample.length);
    float score = model.scores(one, output)[0];
    return new Attribution(model.gradients(one, output).data(), output, score);
  }
}
