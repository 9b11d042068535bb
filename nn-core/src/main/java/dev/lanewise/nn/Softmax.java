package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;

/**
 * Turns logits into probabilities: {@code y = exp(x) / sum exp(x)}, computed without overflow.
 *
 * <p>As the last layer of a network that is trained with softmax cross-entropy it is skipped during
 * training, because that loss works from the logits.
 */
public record Softmax() implements Layer {

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Step inference(Binding at) {
    Kernels kernels = at.kernels();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> kernels.softmax(x, y, from, to, scratch);
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
        .<Step>map(
            dx -> (from, to, scratch) -> kernels.softmaxGradient(y, dy, dx, from, to, scratch))
        .orElse((from, to, scratch) -> {});
  }
}
