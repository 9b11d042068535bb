package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * Reads a sample of any shape as a flat vector. Samples lie flat in memory, so it costs nothing.
 */
public record Flatten() implements Layer {

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.size());
  }

  @Override
  public RowPass inference(Binding at) {
    return (from, to, scratch) -> {};
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(inference(at), inference(at));
  }

  @Override
  public boolean isView() {
    return true;
  }
}
