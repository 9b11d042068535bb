package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * The largest number of each channel over all positions of an image or a sequence. NaN is larger
 * than all; the gradient goes to the first of equal numbers: {@code (height, width, channels)} or
 * {@code (time, features)} becomes a vector.
 */
public record GlobalMaxPool() implements Layer {
  private static final String NAME = "GlobalMaxPool";

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(PoolWindows.all(NAME, input).channels());
  }

  @Override
  public RowPass inference(Binding at) {
    return PoolPasses.maximum(at, PoolWindows.all(NAME, at.inputShape(0)));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return PoolPasses.maximum(at, PoolWindows.all(NAME, at.inputShape(0)));
  }
}
