package dev.lanewise.examples;

import dev.lanewise.Matrix;
import java.awt.Color;
import java.awt.image.BufferedImage;

/** Draws the channels of filters and feature maps beside each other, with gaps. */
final class PixelGrid {
  private static final int ACROSS = 8;
  private static final int TILE = 112;
  private static final int GAP = 8;
  private static final Color FRAME = new Color(0x808080);

  private PixelGrid() {}

  /**
   * A square for each channel, each scaled to its own range.
   *
   * @param values a row of height x width x channels, as high as wide
   * @param signed whether 0 is white, less is blue and more is red; else the least is black
   */
  static BufferedImage draw(Matrix values, int channels, boolean signed) {
    int side = (int) Math.sqrt((double) values.cols() / channels);
    int zoom = TILE / side;
    int step = side * zoom + GAP;
    int across = Math.min(ACROSS, channels);
    int height = Math.ceilDiv(channels, across) * step + GAP;
    BufferedImage image =
        new BufferedImage(across * step + GAP, height, BufferedImage.TYPE_INT_RGB);
    PngFile.fill(image, 0, 0, image.getWidth(), height, FRAME);
    for (int c = 0; c < channels; c++) {
      float least = signed ? 0 : Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (int i = c; i < values.cols(); i += channels) {
        least = signed ? 0 : Math.min(least, values.get(0, i));
        most = Math.max(most, signed ? Math.abs(values.get(0, i)) : values.get(0, i));
      }
      float range = Math.max(most - least, Float.MIN_NORMAL);
      for (int at = 0; at < side * side; at++) {
        float part = (values.get(0, at * channels + c) - least) / range;
        Color colour = signed ? signed(part) : Color.getHSBColor(0.12f, 0.2f, part);
        int x = GAP + c % across * step + at % side * zoom;
        int y = GAP + c / across * step + at / side * zoom;
        PngFile.fill(image, x, y, zoom, zoom, colour);
      }
    }
    return image;
  }

  private static Color signed(float part) {
    float far = Math.abs(part);
    return part < 0
        ? new Color(1 - 0.87f * far, 1 - 0.6f * far, 1 - 0.33f * far)
        : new Color(1 - 0.3f * far, 1 - 0.9f * far, 1 - 0.83f * far);
  }
}
