package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Interpolation;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * Images with more pixels: {@code (height, width, channels)} becomes {@code (height factor, width
 * factor, channels)}, as PyTorch's {@code Upsample} does it with {@code align_corners=False}.
 *
 * @param factor how many pixels become of one, along both axes
 * @param mode what they are; nearest unless told otherwise
 */
public record UpSample2d(Extent factor, Mode mode) implements Layer {

  /** What new pixels are. */
  public enum Mode {
    /** The pixel that they are of, repeated. */
    NEAREST,
    /**
     * Linear between the middles of neighbouring pixels, along both axes; what is beyond the middle
     * of the outermost pixels is like them.
     */
    BILINEAR
  }

  /** As many times as many pixels along both axes. */
  public UpSample2d(int factor) {
    this(factor, Mode.NEAREST);
  }

  /** As many times as many pixels along both axes, of some kind. */
  public UpSample2d(int factor, Mode mode) {
    this(Extent.of(factor), mode);
  }

  @Override
  public Shape outputShape(Shape input) {
    ImageShape.check("UpSample2d", input);
    long height = (long) input.dimensions().get(0) * factor.height();
    long width = (long) input.dimensions().get(1) * factor.width();
    if (Math.max(height, width) > Integer.MAX_VALUE) {
      throw new ShapeException(
          "UpSample2d on %s: an image of %s x %s pixels is too large; use a smaller factor."
              .formatted(input, height, width));
    }
    return Shape.of((int) height, (int) width, input.channels());
  }

  private Interpolation rows(Shape input) {
    return interpolation(input.dimensions().get(0), factor.height());
  }

  private Interpolation columns(Shape input) {
    return interpolation(input.dimensions().get(1), factor.width());
  }

  private Interpolation interpolation(int size, int times) {
    return switch (mode) {
      case NEAREST -> Interpolation.nearest(size, times);
      case BILINEAR -> Interpolation.linear(size, times);
    };
  }

  @Override
  public RowPass inference(Binding at) {
    Shape input = at.inputShape(0);
    return pass(at, rows(input), columns(input), at.input(), at.output());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Interpolation rows = rows(at.inputShape(0)).transposed();
    Interpolation columns = columns(at.inputShape(0)).transposed();
    return TrainingPasses.of(
        inference(at),
        at.inputGradient()
            .map(dx -> pass(at, rows, columns, at.outputGradient(), dx))
            .orElse(RowPass.nothing()));
  }

  private static RowPass pass(
      Binding at, Interpolation rows, Interpolation columns, Matrix x, Matrix y) {
    Pooling pooling = at.kernels().pooling();
    int channels = at.inputShape(0).channels();
    return (from, to, scratch) -> pooling.interpolate(rows, columns, channels, x, y, from, to);
  }
}
