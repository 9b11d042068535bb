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
    Windows windows = PoolWindows.all(NAME, at.inputShape(0));
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> pooling.maximum(windows, x, y, from, to);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Windows windows = PoolWindows.all(NAME, at.inputShape(0));
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    Matrix dy = at.outputGradient();
    Optional<Matrix> dx = at.inputGradient();
    RowPass backward =
        dx.isEmpty()
            ? RowPass.nothing()
            : (from, to, scratch) -> pooling.maximumGradient(windows, x, y, dy, dx.get(), from, to);
    return TrainingPasses.of(inference(at), backward);
  }
}
