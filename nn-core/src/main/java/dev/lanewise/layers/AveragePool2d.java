package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Optional;

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

  /** One over the number of taps that count, for each window. */
  private float[] factors(Windows windows) {
    float[] factors = new float[windows.count()];
    int columns = windows.columns().windows();
    int below = PoolWindows.after(padding, windows.rows(), true);
    int behind = PoolWindows.after(padding, windows.columns(), false);
    for (int window = 0; window < factors.length; window++) {
      int rows = counted(windows.rows(), window / columns, below);
      factors[window] = 1f / (rows * counted(windows.columns(), window % columns, behind));
    }
    return factors;
  }

  private int counted(Axis axis, int window, int after) {
    int begin = axis.position(window, 0);
    int end = begin + axis.kernel();
    return countsBorder
        ? Math.min(end, axis.size() + after) - begin
        : Math.min(end, axis.size()) - Math.max(begin, 0);
  }

  @Override
  public RowPass inference(Binding at) {
    Windows windows = windows(at.inputShape(0));
    float[] factors = factors(windows);
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> pooling.sum(windows, factors, x, y, from, to);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Windows windows = windows(at.inputShape(0));
    float[] factors = factors(windows);
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
