package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.random.NormalNumbers;
import dev.lanewise.random.Seeds;

/**
 * The mean of the gradients of noisy copies of the sample (Smilkov et al. 2017, "SmoothGrad"), in
 * which what jumps from point to point cancels out.
 *
 * @param deviation of the normal noise, in the units of the sample; above 0
 * @param copies how many, from 1 to 10,000
 * @param seed of the noise
 */
public record SmoothGrad(float deviation, int copies, long seed) implements AttributionMethod {
  private static final int MOST_COPIES = 10_000;

  /** Checks the numbers. */
  public SmoothGrad {
    if (!(deviation > 0 && Float.isFinite(deviation))) {
      throw new SettingException(
          "SmoothGrad: the deviation must be positive and finite; found " + deviation + ".");
    }
    if (copies < 1 || copies > MOST_COPIES) {
      throw new SettingException(
          "SmoothGrad: copies must be from 1 to %s; found %s.".formatted(MOST_COPIES, copies));
    }
  }

  @Override
  public Attribution attribute(Explained model, float[] sample, int output) {
    model.requireSample("sample", sample);
    model.requireOutput(output);
    int n = sample.length;
    double[] sums = new double[n];
    float[] noisy = new float[n];
    for (int copy = 0; copy < copies; copy++) {
      int key = (int) (Seeds.mix(seed, copy) >>> Integer.SIZE);
      for (int i = 0; i < n; i++) {
        noisy[i] = sample[i] + deviation * NormalNumbers.normal(key, i);
      }
      float[] gradient = model.gradients(Matrix.of(noisy, 1, n), output).data();
      for (int i = 0; i < n; i++) {
        sums[i] += gradient[i];
      }
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (sums[i] / copies);
    }
    float score = model.scores(Matrix.of(sample, 1, n), output)[0];
    return new Attribution(values, output, score);
  }
}
