package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * Cuts pixels off the sides of images: {@code (height, width, channels)} becomes {@code (height -
 * top - bottom, width - left - right, channels)}, of which at least one pixel is left.
 *
 * @param top pixels above, at least 0
 * @param bottom below
 * @param left to the left
 * @param right to the right
 */
public record Crop2d(int top, int bottom, int left, int right) implements Layer {
  private static final String NAME = "Crop2d";

  /** Checks the numbers. */
  public Crop2d {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new SettingException(
          "Crop2d: each side must be at least 0; found top %s, bottom %s, left %s, right %s. To add pixels, use ZeroPad2d."
              .formatted(top, bottom, left, right));
    }
  }

  /** As many pixels on all sides. */
  public Crop2d(int pixels) {
    this(pixels, pixels, pixels, pixels);
  }

  private Frame frame(Shape input) {
    ImageShape.check(NAME, input);
    return Frame.within(NAME, input, top, bottom, left, right);
  }

  @Override
  public Shape outputShape(Shape input) {
    return frame(input).picture();
  }

  @Override
  public RowPass inference(Binding at) {
    return frame(at.inputShape(0)).cut(at.input(), at.output());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Frame frame = frame(at.inputShape(0));
    return TrainingPasses.of(
        inference(at),
        at.inputGradient()
            .map(dx -> frame.surround(at.outputGradient(), dx))
            .orElse(RowPass.nothing()));
  }
}
