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
import dev.lanewise.nn.spi.Step;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;

/**
 * Turns logits into probabilities: {@code y = exp(x) / sum exp(x)}, computed without overflow.
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
  public Step inference(Binding at) {
    Kernels kernels = at.kernels();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> kernels.elements().softmax(x, y, from, to, scratch);
  }

  @Override
  public TrainingStep training(TrainingBinding at) {
    return new TrainingStep(inference(at), backward(at));
  }

  private static Step backward(TrainingBinding at) {
    Kernels kernels = at.kernels();
    Matrix y = at.output();
    Matrix dy = at.outputGradient();
    return at.inputGradient()
        .<Step>map(dx ->
            (from, to, scratch) -> kernels.elements().softmaxGradient(y, dy, dx, from, to, scratch))
        .orElse((from, to, scratch) -> {});
  }
}
