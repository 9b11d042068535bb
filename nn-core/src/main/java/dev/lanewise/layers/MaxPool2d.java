package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * The largest number of each window of an image, channel by channel. A border takes no part. NaN is
 * larger than all, as in PyTorch; the gradient goes to the first of equal numbers.
 *
 * <p>An input of shape {@code (height, width, channels)} becomes {@code (height', width',
 * channels)}, with sizes as in {@link Conv2d}.
 *
 * @param kernel extent of a window
 * @param stride distance of neighbouring windows; the kernel's extent unless told otherwise
 * @param padding border around images; none unless told otherwise
 * @param dilation distance of neighbouring taps; 1 unless told otherwise
 * @param ceiling whether a last window may reach over the border, so that sizes are rounded up; it
 *     must begin before the border's end
 */
public record MaxPool2d(
    Extent kernel, Extent stride, Padding padding, Extent dilation, boolean ceiling)
    implements Layer {
  private static final String NAME = "MaxPool2d";

  /** Square windows side by side. */
  public MaxPool2d(int size) {
    this(Extent.of(size), Extent.of(size));
  }

  /** Windows at a distance. */
  public MaxPool2d(Extent kernel, Extent stride) {
    this(kernel, stride, Padding.valid(), Extent.of(1), false);
  }

  /** The same layer with another border. */
  public MaxPool2d withPadding(Padding other) {
    return new MaxPool2d(kernel, stride, other, dilation, ceiling);
  }

  private Windows windows(Shape input) {
    return PoolWindows.of(NAME, input, kernel, stride, dilation, padding, ceiling);
  }

  @Override
  public Shape outputShape(Shape input) {
    return ImageShape.of(windows(input), input.channels());
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
