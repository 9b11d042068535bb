package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * An activation function as a layer of its own. Behind a {@link Dense} layer without activation it
 * costs nothing more than inside of it: the two are fused.
 *
 * @param activation the function, applied to each element
 */
public record Activate(Activation activation) implements Layer {

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
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> kernels.elements().activate(activation, x, y, from, to, scratch);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(inference(at), backward(at));
  }

  private RowPass backward(TrainingBinding at) {
    Kernels kernels = at.kernels();
    Matrix known = activation.differentiableFromOutput() ? at.output() : at.input();
    Matrix dy = at.outputGradient();
    return at.inputGradient()
        .<RowPass>map(dx ->
            (from, to, scratch) ->
                kernels.elements().activationGradient(activation, known, dy, dx, from, to, scratch))
        .orElse(RowPass.nothing());
  }
}
