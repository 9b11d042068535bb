package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * The mean of each window of a sequence, feature by feature: {@link AveragePool2d} with one axis
 * less. An input of shape {@code (time, features)} becomes {@code (time', features)}.
 *
 * @param kernel steps of a window, at least 1
 * @param stride distance of neighbouring windows, at least 1; the kernel unless told otherwise
 * @param padding zeros before and behind a sequence: top and bottom; none unless told otherwise
 * @param countsBorder whether the mean is over the padding, too; it is not unless told otherwise
 * @param ceiling whether a last window may reach over the end; it may not unless told otherwise
 */
public record AveragePool1d(
    int kernel, int stride, Padding padding, boolean countsBorder, boolean ceiling)
    implements Layer {

  /** Checks the numbers. */
  public AveragePool1d {
    PoolWindows.check("AveragePool1d", kernel, stride, 1);
  }

  /** Windows side by side. */
  public AveragePool1d(int size) {
    this(size, size, Padding.valid(), false, false);
  }

  private Windows windows(Shape input) {
    return PoolWindows.ofSequence("AveragePool1d", input, kernel, stride, 1, padding, ceiling);
  }

  private float[] factors(Windows windows) {
    return PoolWindows.factors(windows, padding, countsBorder);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(windows(input).count(), input.channels());
  }

  @Override
  public RowPass inference(Binding at) {
    Windows windows = windows(at.inputShape(0));
    return PoolPasses.mean(at, windows, factors(windows));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Windows windows = windows(at.inputShape(0));
    return PoolPasses.mean(at, windows, factors(windows));
  }
}
