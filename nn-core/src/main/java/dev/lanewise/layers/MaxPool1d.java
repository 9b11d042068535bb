package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * The largest number of each window of a sequence, feature by feature: {@link MaxPool2d} with one
 * axis less. An input of shape {@code (time, features)} becomes {@code (time', features)}.
 *
 * @param kernel steps of a window, at least 1
 * @param stride distance of neighbouring windows, at least 1; the kernel unless told otherwise
 * @param padding what is before and behind a sequence: top and bottom; none unless told otherwise
 * @param dilation distance of neighbouring taps, at least 1; 1 unless told otherwise
 * @param ceiling whether a last window may reach over the end; it may not unless told otherwise
 */
public record MaxPool1d(int kernel, int stride, Padding padding, int dilation, boolean ceiling)
    implements Layer {

  /** Checks the numbers. */
  public MaxPool1d {
    PoolWindows.check("MaxPool1d", kernel, stride, dilation);
  }

  /** Windows side by side. */
  public MaxPool1d(int size) {
    this(size, size, Padding.valid(), 1, false);
  }

  private Windows windows(Shape input) {
    return PoolWindows.ofSequence("MaxPool1d", input, kernel, stride, dilation, padding, ceiling);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(windows(input).count(), input.channels());
  }

  @Override
  public RowPass inference(Binding at) {
    return PoolPasses.maximum(at, windows(at.inputShape(0)));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return PoolPasses.maximum(at, windows(at.inputShape(0)));
  }
}
