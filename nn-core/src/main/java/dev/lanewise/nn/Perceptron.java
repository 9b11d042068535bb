package dev.lanewise.nn;

import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.Arrays;

/**
 * Rosenblatt's perceptron: one threshold unit, which answers whether {@code w x + b > 0}, and the
 * first learning rule for such a unit (Rosenblatt 1958, "The perceptron: a probabilistic model for
 * information storage and organization in the brain", Psychological Review 65).
 *
 * <p>After each wrong answer the sample is added to the weights if the answer should have been
 * true, and subtracted otherwise: {@code w += t x}, {@code b += t} with {@code t = +1} or {@code
 * -1}. If a hyperplane separates the two classes, the rule stops making mistakes: at most {@code (R
 * / gamma)^2} of them when started from zeros, where {@code R} bounds the length of {@code (x, 1)}
 * and {@code gamma} is the margin of the best hyperplane of unit length (the convergence theorem;
 * Block 1962, Novikoff 1962). Otherwise it never stops by itself.
 *
 * <pre>{@code
 * float[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
 * boolean[] and = {false, false, false, true};
 * Perceptron learned = Perceptron.zeros(2).fit(inputs, and, 100).perceptron();
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Perceptron {
  private final float[] weights;
  private final float bias;

  /**
   * What learning led to.
   *
   * @param perceptron what was learned
   * @param converged whether the last pass made no mistake, so that every sample is right
   * @param passes how many times the samples were visited, the last pass included
   * @param mistakes the wrong answers over all passes, each of which changed the weights
   */
  public record Result(Perceptron perceptron, boolean converged, int passes, long mistakes) {}

  /**
   * A perceptron of given values.
   *
   * @param weights one for each input, at least one; copied
   * @param bias what is added to the weighted sum
   * @throws ShapeException if there are no weights
   * @throws DataException if a value is not finite
   */
  public Perceptron(float[] weights, float bias) {
    if (weights.length == 0) {
      throw new ShapeException("Perceptron: expected at least 1 weight; found none.");
    }
    this.weights = weights.clone();
    this.bias = bias;
    checkFinite("weights", this.weights);
    checkFinite("bias", bias);
  }

  /** A perceptron that knows nothing yet: weights and bias are zero. */
  public static Perceptron zeros(int inputs) {
    if (inputs < 1) {
      throw new ShapeException("Perceptron: inputs must be at least 1; found " + inputs + ".");
    }
    return new Perceptron(new float[inputs], 0);
  }

  /** A copy of the weights, one for each input. */
  public float[] weights() {
    return weights.clone();
  }

  /** The bias. */
  public float bias() {
    return bias;
  }

  /**
   * Whether {@code w x + b > 0}.
   *
   * @param sample as many values as there are weights
   * @throws ShapeException if the length is wrong
   * @throws DataException if a value is not finite
   */
  public boolean classify(float[] sample) {
    check("sample", sample);
    checkFinite("sample", sample);
    return activation(weights, bias, sample) > 0;
  }

  /**
   * Learns, starting from this perceptron, which stays as it is. Visits the samples in their order
   * until a pass makes no mistake. An interrupt of the thread, which stays interrupted, ends it
   * after the pass at hand.
   *
   * @param samples {@code samples x inputs}, finite
   * @param labels the right answer for each sample
   * @param maxPasses when to give up, at least 1
   * @throws ShapeException if a sample has the wrong length
   * @throws DataException if there are no samples, there is not one label for each, or a value is
   *     not finite
   * @throws SettingException if {@code maxPasses} is not positive
   * @throws DivergedException if a weight leaves the range of floats
   */
  public Result fit(float[][] samples, boolean[] labels, int maxPasses) {
    checkData(samples, labels, maxPasses);
    float[] w = weights.clone();
    float b = bias;
    long mistakes = 0;
    for (int pass = 1; pass <= maxPasses; pass++) {
      long before = mistakes;
      for (int i = 0; i < samples.length; i++) {
        if (activation(w, b, samples[i]) > 0 != labels[i]) {
          int t = labels[i] ? 1 : -1;
          for (int j = 0; j < w.length; j++) {
            w[j] += t * samples[i][j];
          }
          b += t;
          mistakes++;
        }
      }
      checkFinite(w, mistakes);
      if (mistakes == before || Thread.currentThread().isInterrupted()) {
        return new Result(new Perceptron(w, b), mistakes == before, pass, mistakes);
      }
    }
    return new Result(new Perceptron(w, b), false, maxPasses, mistakes);
  }

  private static void checkFinite(float[] w, long mistakes) {
    for (float value : w) {
      if (!Float.isFinite(value)) {
        throw new DivergedException(
            mistakes,
            "Perceptron",
            "Perceptron: a weight became %s within %s corrections; scale the samples to about 1."
                .formatted(value, mistakes));
      }
    }
  }

  private static double activation(float[] w, float b, float[] x) {
    double sum = b;
    for (int j = 0; j < w.length; j++) {
      sum += (double) w[j] * x[j];
    }
    return sum;
  }

  private void checkData(float[][] samples, boolean[] labels, int maxPasses) {
    if (maxPasses < 1) {
      throw new SettingException("Perceptron: passes must be at least 1; found " + maxPasses + ".");
    }
    if (samples.length == 0 || samples.length != labels.length) {
      throw new DataException(
          ("Perceptron: expected at least 1 sample and a label for each; "
                  + "found %s samples and %s labels.")
              .formatted(samples.length, labels.length));
    }
    for (int i = 0; i < samples.length; i++) {
      check("sample " + i, samples[i]);
      checkFinite("sample " + i, samples[i]);
    }
  }

  private static void checkFinite(String thing, float... values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new DataException(
            "Perceptron: the %s must be finite; found %s.".formatted(thing, value));
      }
    }
  }

  private void check(String thing, float[] sample) {
    if (sample.length != weights.length) {
      throw new ShapeException(
          "Perceptron: the %s must have %s values; found %s."
              .formatted(thing, weights.length, sample.length));
    }
  }

  @Override
  public String toString() {
    return "Perceptron[weights=" + Arrays.toString(weights) + ", bias=" + bias + "]";
  }
}
