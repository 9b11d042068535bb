package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Step;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;

/**
 * Reads a sample of any shape as a flat vector. Samples lie flat in memory, so it costs nothing.
 */
public record Flatten() implements Layer {

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.size());
  }

  @Override
  public Step inference(Binding at) {
    return (from, to, scratch) -> {};
  }

  @Override
  public TrainingStep training(TrainingBinding at) {
    return new TrainingStep(inference(at), inference(at));
  }

  @Override
  public boolean isView() {
    return true;
  }
}
