package dev.lanewise.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Rows of a decoded image as bytes, as the file has them: no colour management, which would make
 * greys lighter. Deeper values are rounded to 8 bits; what is transparent lies on white.
 */
final class PixelRows {
  private static final int WHITE = 255;

  private final BufferedImage image;
  private final Channels channels;
  private final Reader reader;
  private final int[] colours;
  private int[] samples = new int[0];

  /** What an image's colour model asks for. */
  private interface Reader {
    /** Reads a row into colours, 8 bits each of alpha, red, green and blue. */
    void read(int row, int[] colours);
  }

  PixelRows(BufferedImage image, Channels channels) {
    this.image = image;
    this.channels = channels;
    this.reader = reader(image.getColorModel());
    this.colours = new int[image.getWidth()];
  }

  int height() {
    return image.getHeight();
  }

  int width() {
    return image.getWidth();
  }

  int channels() {
    return channels.count();
  }

  /** Whether colours are known: those of printers (CMYK) and others are not. */
  static boolean isReadable(BufferedImage image) {
    int space = image.getColorModel().getColorSpace().getType();
    return space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY;
  }

  private Reader reader(ColorModel model) {
    Raster raster = image.getRaster();
    boolean integers = raster.getTransferType() <= DataBuffer.TYPE_INT;
    if (model instanceof IndexColorModel palette) {
      int[] table = new int[palette.getMapSize()];
      palette.getRGBs(table);
      return (row, into) -> indexed(raster, table, row, into);
    }
    boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    if (model instanceof ComponentColorModel && integers && !model.isAlphaPremultiplied()) {
      int[] largest = new int[model.getNumComponents()];
      for (int i = 0; i < largest.length; i++) {
        largest[i] = (int) ((1L << model.getComponentSize(i)) - 1);
      }
      boolean bytes = Arrays.equals(largest, new int[] {255, 255, 255});
      if (bytes && !grey && ByteRows.isPossible(raster)) {
        return new ByteRows(raster)::read;
      }
      return (row, into) -> components(raster, grey, largest, row, into);
    }
    return (row, into) -> image.getRGB(0, row, width(), 1, into, 0, width());
  }

  private void indexed(Raster raster, int[] table, int row, int[] into) {
    samples = raster.getSamples(0, row, into.length, 1, 0, ofLength(into.length));
    for (int x = 0; x < into.length; x++) {
      into[x] = table[Math.min(samples[x], table.length - 1)];
    }
  }

  private void components(Raster raster, boolean grey, int[] largest, int row, int[] into) {
    int count = largest.length;
    samples = raster.getPixels(0, row, into.length, 1, ofLength(into.length * count));
    for (int x = 0; x < into.length; x++) {
      int at = x * count;
      int red = eightBits(samples[at], largest[0]);
      int green = grey ? red : eightBits(samples[at + 1], largest[1]);
      int blue = grey ? red : eightBits(samples[at + 2], largest[2]);
      boolean opaque = count == (grey ? 1 : 3);
      int alpha = opaque ? 255 : eightBits(samples[at + count - 1], largest[count - 1]);
      into[x] = alpha << 24 | red << 16 | green << 8 | blue;
    }
  }

  private int[] ofLength(int length) {
    return samples.length == length ? samples : new int[length];
  }

  private static int eightBits(int value, int largest) {
    return largest == 255 ? value : (int) ((value * 255L + largest / 2) / largest);
  }

  /** Reads a row: {@code width * channels} bytes. */
  void read(int row, byte[] into) {
    reader.read(row, colours);
    for (int x = 0; x < colours.length; x++) {
      int colour = colours[x];
      int alpha = colour >>> 24;
      int red = onWhite(colour >> 16 & 0xff, alpha);
      int green = onWhite(colour >> 8 & 0xff, alpha);
      int blue = onWhite(colour & 0xff, alpha);
      if (channels == Channels.GREY) {
        into[x] = (byte) brightness(red, green, blue);
      } else {
        into[3 * x] = (byte) red;
        into[3 * x + 1] = (byte) green;
        into[3 * x + 2] = (byte) blue;
      }
    }
  }

  private static int onWhite(int value, int alpha) {
    return alpha == 255 ? value : (value * alpha + WHITE * (255 - alpha) + 127) / 255;
  }

  /** 0.299, 0.587 and 0.114 in units of 2^-16, rounded; greys stay what they are. */
  private static int brightness(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16;
  }
}
