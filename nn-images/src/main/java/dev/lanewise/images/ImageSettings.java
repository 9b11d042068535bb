package dev.lanewise.images;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;

/**
 * How images become samples. The settings belong to a model: whoever predicts a photo reads it with
 * those of the training, which {@link #text} keeps as a property of the model's file.
 *
 * <pre>{@code
 * ImageSettings settings = ImageSettings.rgb(64, 64).cropped();
 * }</pre>
 *
 * @param height of a sample in pixels
 * @param width of a sample in pixels
 * @param channels what a pixel holds
 * @param crop whether to keep the aspect by cutting off what is too much at two opposite sides;
 *     else the whole image is stretched
 * @param normalization how bytes become values
 * @param maximumPixels how many pixels a file may hold, known from its beginning before any memory
 *     is allocated for them
 */
public record ImageSettings(
    int height,
    int width,
    Channels channels,
    boolean crop,
    Normalization normalization,
    long maximumPixels) {

  /** What files may hold unless told otherwise: 100 million pixels, such as 10,000 x 10,000. */
  public static final long DEFAULT_MAXIMUM_PIXELS = 100_000_000;

  /** Checks the numbers. */
  public ImageSettings {
    Shape.of(height, width, channels.count());
    if (!normalization.suits(channels.count())) {
      throw new SettingException(
          "ImageSettings: expected a mean for all channels or for each of %s; found %s means."
              .formatted(channels.count(), normalization.means().size()));
    }
    if (maximumPixels < 1) {
      throw new SettingException(
          "ImageSettings: expected at least 1 as the most pixels of a file; found %s."
              .formatted(maximumPixels));
    }
  }

  /** Images in colour, stretched to that size, with values from 0 to 1. */
  public static ImageSettings rgb(int height, int width) {
    return of(height, width, Channels.RGB);
  }

  /** Images in grey, stretched to that size, with values from 0 for black to 1 for white. */
  public static ImageSettings grey(int height, int width) {
    return of(height, width, Channels.GREY);
  }

  private static ImageSettings of(int height, int width, Channels channels) {
    return new ImageSettings(
        height, width, channels, false, Normalization.unit(), DEFAULT_MAXIMUM_PIXELS);
  }

  /** Keeps the aspect: cuts the middle out of what is too wide or too high. */
  public ImageSettings cropped() {
    return new ImageSettings(height, width, channels, true, normalization, maximumPixels);
  }

  /** With other values. */
  public ImageSettings withNormalization(Normalization other) {
    return new ImageSettings(height, width, channels, crop, other, maximumPixels);
  }

  /** With another limit of what files may hold. */
  public ImageSettings withMaximumPixels(long most) {
    return new ImageSettings(height, width, channels, crop, normalization, most);
  }

  /** The shape of a sample: height, width, channels. */
  public Shape shape() {
    return Shape.of(height, width, channels.count());
  }

  /** The settings as one line of text, which {@link #parse} reads. */
  public String text() {
    return SettingsText.write(this);
  }

  /**
   * The settings that {@link #text} has written.
   *
   * @throws dev.lanewise.DataException if the text is not of that kind
   */
  public static ImageSettings parse(String text) {
    return SettingsText.read(text);
  }
}
