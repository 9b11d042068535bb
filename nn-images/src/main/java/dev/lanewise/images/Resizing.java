package dev.lanewise.images;

import java.util.Arrays;

/**
 * Brings images to a size: means over areas where they shrink, bilinear interpolation where they
 * grow, computed in double and rounded to bytes. The result is a function of the pixels alone; it
 * needs little more memory than itself and a row.
 */
final class Resizing {
  private final PixelRows rows;
  private final int channels;
  private final Axis down;
  private final Axis across;
  private final byte[] pixels;
  private final double[] line;

  private Resizing(PixelRows rows, Axis down, Axis across) {
    this.rows = rows;
    this.channels = rows.channels();
    this.down = down;
    this.across = across;
    this.pixels = new byte[rows.width() * channels];
    this.line = new double[rows.width() * channels];
  }

  /**
   * An image of that size, row by row, channels last.
   *
   * @param crop whether to keep the aspect and cut
   */
  static byte[] run(PixelRows rows, int height, int width, boolean crop) {
    int cutHeight = rows.height();
    int cutWidth = rows.width();
    if (crop) {
      cutHeight = Math.clamp((long) cutWidth * height / width, 1, cutHeight);
      cutWidth = Math.clamp((long) rows.height() * width / height, 1, cutWidth);
    }
    int top = (rows.height() - cutHeight) / 2;
    Axis down = Axis.of(top, cutHeight, height);
    Axis across = Axis.of((rows.width() - cutWidth) / 2, cutWidth, width);
    Resizing resizing = new Resizing(rows, down, across);
    // The cheaper order, whatever the aspect; each old row is read about once.
    return height <= cutHeight ? resizing.downFirst() : resizing.acrossFirst(top, cutHeight);
  }

  private byte[] downFirst() {
    byte[] result = new byte[down.size() * across.size() * channels];
    double[] target = new double[across.size() * channels];
    for (int y = 0; y < down.size(); y++) {
      Arrays.fill(line, 0);
      double[] weights = down.weights()[y];
      for (int i = 0; i < weights.length; i++) {
        rows.read(down.first()[y] + i, pixels);
        for (int j = 0; j < line.length; j++) {
          line[j] += weights[i] * (pixels[j] & 0xff);
        }
      }
      across(line, target);
      round(target, result, y * target.length);
    }
    return result;
  }

  private byte[] acrossFirst(int from, int count) {
    int width = across.size() * channels;
    double[][] shrunk = new double[count][width];
    for (int row = 0; row < count; row++) {
      rows.read(from + row, pixels);
      for (int j = 0; j < line.length; j++) {
        line[j] = pixels[j] & 0xff;
      }
      across(line, shrunk[row]);
    }
    byte[] result = new byte[down.size() * width];
    double[] target = new double[width];
    for (int y = 0; y < down.size(); y++) {
      Arrays.fill(target, 0);
      double[] weights = down.weights()[y];
      for (int i = 0; i < weights.length; i++) {
        double[] source = shrunk[down.first()[y] + i - from];
        for (int j = 0; j < width; j++) {
          target[j] += weights[i] * source[j];
        }
      }
      round(target, result, y * width);
    }
    return result;
  }

  private void across(double[] source, double[] target) {
    for (int x = 0; x < across.size(); x++) {
      double[] weights = across.weights()[x];
      int at = across.first()[x] * channels;
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * source[at + i * channels + c];
        }
        target[x * channels + c] = sum;
      }
    }
  }

  /** Halves go up; what rounding has left above 255 is far less than a half. */
  private static void round(double[] values, byte[] result, int at) {
    for (int i = 0; i < values.length; i++) {
      result[at + i] = (byte) (int) (values[i] + 0.5);
    }
  }
}
