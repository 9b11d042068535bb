package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * The mean of each window of an image, channel by channel.
 *
 * <p>An input of shape {@code (height, width, channels)} becomes {@code (height', width',
 * channels)}, with sizes as in {@link Conv2d}.
 *
 * @param kernel extent of a window
 * @param stride distance of neighbouring windows; the kernel's extent unless told otherwise
 * @param padding border around images, of zeros; none unless told otherwise
 * @param countsBorder whether the mean is over the border, too, as in PyTorch, or over what is in
 *     the image only, as in Keras; the latter unless told otherwise
 * @param ceiling whether a last window may reach over the border, so that sizes are rounded up;
 *     what reaches over it never counts
 */
public record AveragePool2d(
    Extent kernel, Extent stride, Padding padding, boolean countsBorder, boolean ceiling)
    implements Layer {
  private static final String NAME = "AveragePool2d";

  /** Square windows side by side. */
  public AveragePool2d(int size) {
    this(Extent.of(size), Extent.of(size));
  }

  /** Windows at a distance. */
  public AveragePool2d(Extent kernel, Extent stride) {
    this(kernel, stride, Padding.valid(), false, false);
  }

  /** The same layer with another border, which counts or not. */
  public AveragePool2d withPadding(Padding other, boolean counts) {
    return new AveragePool2d(kernel, stride, other, counts, ceiling);
  }

  private Windows windows(Shape input) {
    return PoolWindows.of(NAME, input, kernel, stride, Extent.of(1), padding, ceiling);
  }

  @Override
  public Shape outputShape(Shape input) {
    return ImageShape.of(windows(input), input.channels());
  }

  @Override
  public RowPass inference(Binding at) {
    Windows windows = windows(at.inputShape(0));
    return PoolPasses.mean(at, windows, PoolWindows.factors(windows, padding, countsBorder));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Windows windows = windows(at.inputShape(0));
    return PoolPasses.mean(at, windows, PoolWindows.factors(windows, padding, countsBorder));
  }
}
