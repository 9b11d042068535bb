package dev.lanewise.layers;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * Turns logits into probabilities: {@code y = exp(x) / sum exp(x)} over the last axis, computed
 * without overflow.
 *
 * <p>As the last layer of a network that is trained with softmax cross-entropy it is skipped during
 * training, because that loss works from the logits.
 */
public record Softmax() implements Layer {

  /**
   * The probabilities of classes from the logits of one sample, to the bit what this layer makes of
   * them on every backend. Logits of any size neither overflow nor give NaN; one of -Infinity
   * excludes its class, whose probability is then below 2e-38.
   *
   * <p>Safe for use by many threads. Allocates the result and less than 500 bytes more; a network
   * that ends in this layer and is run by a predictor allocates nothing.
   *
   * @param logits a number for each of at least 2 classes, such as the outputs of a predictor; not
   *     changed
   * @return a probability for each class; they add up to 1 but for rounding
   * @throws ShapeException if there are fewer than 2 logits
   * @throws DataException if one is NaN or Infinity, or all are -Infinity
   */
  public static float[] probabilities(float[] logits) {
    if (logits.length < 2) {
      throw new ShapeException(
          "Softmax needs the logits of at least 2 classes; found %s. A single logit is that of class 1, whose probability is its logistic function."
              .formatted(logits.length));
    }
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      if (Float.isNaN(logits[i]) || logits[i] == Float.POSITIVE_INFINITY) {
        throw new DataException(
            "Logit %s of softmax must be a finite number or -Infinity; found %s. Check the sample for NaN, and whether training diverged."
                .formatted(i, logits[i]));
      }
      largest = Math.max(largest, logits[i]);
    }
    if (largest == Float.NEGATIVE_INFINITY) {
      throw new DataException(
          "All logits of softmax are -Infinity, which excludes every class. Keep one finite.");
    }
    float[] probabilities = new float[logits.length];
    new ReferenceKernels()
        .elements()
        .softmax(
            Matrix.of(logits, 1, logits.length),
            Matrix.of(probabilities, 1, logits.length),
            0,
            1,
            new Scratch());
    return probabilities;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    Kernels kernels = at.kernels();
    int positions = at.inputShape(0).positions();
    Matrix x = at.input().split(positions);
    Matrix y = at.output().split(positions);
    return (from, to, scratch) ->
        kernels.elements().softmax(x, y, from * positions, to * positions, scratch);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(inference(at), backward(at));
  }

  private static RowPass backward(TrainingBinding at) {
    if (at.inputGradient().isEmpty()) {
      return RowPass.nothing();
    }
    Kernels kernels = at.kernels();
    int positions = at.inputShape(0).positions();
    Matrix y = at.output().split(positions);
    Matrix dy = at.outputGradient().split(positions);
    Matrix dx = at.inputGradient().get().split(positions);
    return (from, to, scratch) ->
        kernels.elements().softmaxGradient(y, dy, dx, from * positions, to * positions, scratch);
  }
}
