package dev.lanewise.images;

import dev.lanewise.SettingException;
import java.util.ArrayList;
import java.util.List;

/**
 * How images vary from epoch to epoch while a network learns, so that it sees each of them in many
 * ways. Each kind of change is independent of the others and draws from a uniform distribution:
 *
 * <pre>{@code
 * Augmentation augmentation = Augmentation.none().withFlip().withCrop(4);
 * trainer.fit(AugmentedDataset.of(training, augmentation), Fit.epochs(30));
 * }</pre>
 *
 * <p>An image is first flipped, then zoomed and turned about its middle, then shifted, in one
 * bilinear interpolation (none if it is only flipped and shifted by whole pixels); then contrast,
 * brightness, cut-out, mix-up, in this order. Values are those of the data set, normalised or not;
 * they are not clipped.
 *
 * @param flip whether half of the images are mirrored left to right
 * @param flipVertically whether half of the images are mirrored top to bottom
 * @param crop most whole pixels to shift by, up or down and left or right, each number as likely:
 *     what comes of so much padding on each side and a random crop of the old size
 * @param shift most part of the height and of the width to shift by, below 1
 * @param rotation most degrees to turn by, up to 180
 * @param zoom the factors of the size are from 1 - zoom to 1 + zoom; below 1
 * @param brightness most to add to all values
 * @param contrast the factors of the distance from the image's mean, channel by channel, are from 1
 *     - contrast to 1 + contrast; at most 1
 * @param cutOut the side of a square, in pixels, that becomes the fill; its middle is a random
 *     pixel, so that a part of it may lie outside (DeVries and Taylor 2017)
 * @param mixUp alpha, from 0 to 2: each image and its targets are mixed with another one's in a
 *     share that is Beta(alpha, alpha) distributed (Zhang et al. 2018); 0 for no mixing
 * @param border what lies beyond the edges
 * @param fill the value of what is filled, one for all channels or one for each. For data that are
 *     normalised 0 is the mean colour; black is {@code -mean / deviation}
 */
public record Augmentation(
    boolean flip,
    boolean flipVertically,
    int crop,
    double shift,
    double rotation,
    double zoom,
    double brightness,
    double contrast,
    int cutOut,
    double mixUp,
    Border border,
    List<Float> fill) {

  private static final int MOST_PIXELS = 1 << 20;
  private static final Augmentation NONE =
      new Augmentation(false, false, 0, 0, 0, 0, 0, 0, 0, 0, Border.FILL, List.of(0f));

  /** Copies and checks the settings. */
  public Augmentation {
    fill = List.copyOf(fill);
    check("crop", crop, MOST_PIXELS, true);
    check("shift", shift, 1, false);
    check("rotation", rotation, 180, true);
    check("zoom", zoom, 1, false);
    check("brightness", brightness, Float.MAX_VALUE, true);
    check("contrast", contrast, 1, true);
    check("cutOut", cutOut, MOST_PIXELS, true);
    check("mixUp", mixUp, 2, true);
    if (mixUp > 0 && mixUp < 0.01) {
      throw new SettingException(
          "Augmentation: mixUp must be 0 or at least 0.01; found %s.".formatted(mixUp));
    }
    if (fill.isEmpty() || !fill.stream().allMatch(Float::isFinite)) {
      throw new SettingException(
          "Augmentation: fill must be one or more finite values; found %s.".formatted(fill));
    }
  }

  private static void check(String name, double value, double most, boolean inclusive) {
    if (!(value >= 0 && (inclusive ? value <= most : value < most))) {
      throw new SettingException(
          "Augmentation: %s must be at least 0 and %s %s; found %s."
              .formatted(name, inclusive ? "at most" : "below", most, value));
    }
  }

  /** Leaves images as they are. */
  public static Augmentation none() {
    return NONE;
  }

  /** Mirrors half of the images, left to right. */
  public Augmentation withFlip() {
    return new Augmentation(
        true,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        brightness,
        contrast,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Mirrors half of the images, top to bottom. */
  public Augmentation withVerticalFlip() {
    return new Augmentation(
        flip, true, crop, shift, rotation, zoom, brightness, contrast, cutOut, mixUp, border, fill);
  }

  /** Pads images by so many pixels on each side and cuts the old size out anywhere. */
  public Augmentation withCrop(int padding) {
    return new Augmentation(
        flip,
        flipVertically,
        padding,
        shift,
        rotation,
        zoom,
        brightness,
        contrast,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Shifts images by up to that part of their height and width, also by parts of a pixel. */
  public Augmentation withShift(double most) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        most,
        rotation,
        zoom,
        brightness,
        contrast,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Turns images by up to so many degrees to the left or to the right. */
  public Augmentation withRotation(double degrees) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        degrees,
        zoom,
        brightness,
        contrast,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Makes images smaller or larger by up to that part. */
  public Augmentation withZoom(double most) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        most,
        brightness,
        contrast,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Makes images darker or lighter by up to so much, in the unit of the data's values. */
  public Augmentation withBrightness(double most) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        most,
        contrast,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Changes the contrast by up to that part. */
  public Augmentation withContrast(double most) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        brightness,
        most,
        cutOut,
        mixUp,
        border,
        fill);
  }

  /** Fills a square of that side. */
  public Augmentation withCutOut(int side) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        brightness,
        contrast,
        side,
        mixUp,
        border,
        fill);
  }

  /** Mixes images and their targets; usual are 0.1 to 1. */
  public Augmentation withMixUp(double alpha) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        brightness,
        contrast,
        cutOut,
        alpha,
        border,
        fill);
  }

  /** Says what lies beyond the edges. */
  public Augmentation withBorder(Border other) {
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        brightness,
        contrast,
        cutOut,
        mixUp,
        other,
        fill);
  }

  /** Fills with a value for all channels, or one for each. */
  public Augmentation withFill(float... values) {
    List<Float> filled = new ArrayList<>();
    for (float value : values) {
      filled.add(value);
    }
    return new Augmentation(
        flip,
        flipVertically,
        crop,
        shift,
        rotation,
        zoom,
        brightness,
        contrast,
        cutOut,
        mixUp,
        border,
        filled);
  }

  /** Fills with black, of data with that normalisation. */
  public Augmentation withBlackFill(Normalization normalization) {
    float[] black = new float[normalization.means().size()];
    for (int c = 0; c < black.length; c++) {
      black[c] = (float) (-normalization.means().get(c) / normalization.deviations().get(c));
    }
    return withFill(black);
  }
}
