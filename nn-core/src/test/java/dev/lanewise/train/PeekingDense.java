package dev.lanewise.train;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Panels;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;

/** A dense layer that shows the memory of its parameters. */
record PeekingDense(Dense dense, List<Panels> seen) implements Layer {

  @Override
  public Shape outputShape(Shape input) {
    return dense.outputShape(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return dense.parameters(input);
  }

  @Override
  public RowPass inference(Binding at) {
    return dense.inference(at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    seen.add(at.parameter("weight"));
    seen.add(at.parameter("bias"));
    return dense.training(at);
  }
}
