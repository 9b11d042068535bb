package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Elements;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer without an activation of its own and the activation that follows it, in the same memory:
 * a value and a gradient less for each.
 *
 * @param layer a normalization; it needs its own output no more when it goes backward
 * @param activation one whose derivative is known from what it gives
 */
record ActivatedNorm(Layer layer, Activation activation) implements Layer {

  /** A layer joined with the next one, if that is such an activation. */
  static Optional<Layer> of(Layer layer, Layer next) {
    return next instanceof Activate(Activation f) && f.differentiableFromOutput()
        ? Optional.of(new ActivatedNorm(layer, f))
        : Optional.empty();
  }

  @Override
  public Shape outputShape(Shape input) {
    return layer.outputShape(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return layer.parameters(input);
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return layer.batchMemory(input);
  }

  @Override
  public boolean isPositionwise() {
    return layer.isPositionwise();
  }

  @Override
  public RowPass inference(Binding at) {
    RowPass norm = layer.inference(at);
    RowPass activate = activate(at);
    return (from, to, scratch) -> {
      norm.run(from, to, scratch);
      activate.run(from, to, scratch);
    };
  }

  private RowPass activate(Binding at) {
    Elements elements = at.kernels().elements();
    Matrix y = at.output();
    return (from, to, scratch) -> elements.activate(activation, y, y, from, to, scratch);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    TrainingPasses norm = layer.training(at);
    List<Pass> forward = new ArrayList<>(norm.forward());
    forward.add(activate(at));
    Elements elements = at.kernels().elements();
    Matrix y = at.output();
    Matrix dy = at.outputGradient();
    RowPass gradient =
        (from, to, scratch) ->
            elements.activationGradient(activation, y, dy, dy, from, to, scratch);
    List<Pass> backward = new ArrayList<>(List.of(gradient));
    backward.addAll(norm.backward());
    return new TrainingPasses(
        forward, backward, norm.gradients(), norm.observations(), Optional.empty());
  }
}
