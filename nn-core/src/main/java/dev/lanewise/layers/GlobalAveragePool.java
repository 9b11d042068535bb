package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * The mean of each channel over all positions of an image or a sequence: {@code (height, width,
 * channels)} or {@code (time, features)} becomes a vector.
 */
public record GlobalAveragePool() implements Layer {
  private static final String NAME = "GlobalAveragePool";

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(PoolWindows.all(NAME, input).channels());
  }

  private static float[] factors(Binding at) {
    return new float[] {1f / at.inputShape(0).positions()};
  }

  @Override
  public RowPass inference(Binding at) {
    return PoolPasses.mean(at, PoolWindows.all(NAME, at.inputShape(0)), factors(at));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return PoolPasses.mean(at, PoolWindows.all(NAME, at.inputShape(0)), factors(at));
  }
}
