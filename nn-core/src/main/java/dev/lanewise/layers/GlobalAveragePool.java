package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Optional;

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

  @Override
  public RowPass inference(Binding at) {
    Windows windows = PoolWindows.all(NAME, at.inputShape(0));
    float[] factors = {1f / at.inputShape(0).positions()};
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> pooling.sum(windows, factors, x, y, from, to);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Windows windows = PoolWindows.all(NAME, at.inputShape(0));
    float[] factors = {1f / at.inputShape(0).positions()};
    Pooling pooling = at.kernels().pooling();
    Matrix dy = at.outputGradient();
    Optional<Matrix> dx = at.inputGradient();
    RowPass backward =
        dx.isEmpty()
            ? RowPass.nothing()
            : (from, to, scratch) -> pooling.sumGradient(windows, factors, dy, dx.get(), from, to);
    return TrainingPasses.of(inference(at), backward);
  }
}
