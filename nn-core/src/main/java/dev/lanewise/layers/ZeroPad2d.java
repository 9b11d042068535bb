package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * A border of zeros around images: {@code (height, width, channels)} becomes {@code (top + height +
 * bottom, left + width + right, channels)}. A convolution that has the border as its {@link
 * Padding} does without the copy.
 *
 * @param top pixels above, at least 0
 * @param bottom below
 * @param left to the left
 * @param right to the right
 */
public record ZeroPad2d(int top, int bottom, int left, int right) implements Layer {
  private static final String NAME = "ZeroPad2d";

  /** Checks the numbers. */
  public ZeroPad2d {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new SettingException(
          "ZeroPad2d: each side must be at least 0; found top %s, bottom %s, left %s, right %s. To cut pixels off, use Crop2d."
              .formatted(top, bottom, left, right));
    }
  }

  /** As many pixels on all sides. */
  public ZeroPad2d(int pixels) {
    this(pixels, pixels, pixels, pixels);
  }

  private Frame frame(Shape input) {
    ImageShape.check(NAME, input);
    return Frame.around(NAME, input, top, bottom, left, right);
  }

  @Override
  public Shape outputShape(Shape input) {
    return frame(input).whole();
  }

  @Override
  public RowPass inference(Binding at) {
    return frame(at.inputShape(0)).surround(at.input(), at.output());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Frame frame = frame(at.inputShape(0));
    return TrainingPasses.of(
        inference(at),
        at.inputGradient().map(dx -> frame.cut(at.outputGradient(), dx)).orElse(RowPass.nothing()));
  }
}
