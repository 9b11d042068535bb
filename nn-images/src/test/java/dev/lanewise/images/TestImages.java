package dev.lanewise.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Makes small images and files of them. */
final class TestImages {

  private TestImages() {}

  /** The colour of a pixel, as {@link BufferedImage#setRGB} takes it. */
  interface Colour {
    int at(int x, int y);
  }

  static BufferedImage image(int width, int height, int type, Colour colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour.at(x, y));
      }
    }
    return image;
  }

  /** Opaque noise. */
  static BufferedImage noise(int width, int height, long seed) {
    Random random = new Random(seed);
    return image(
        width,
        height,
        BufferedImage.TYPE_3BYTE_BGR,
        (x, y) -> 0xff000000 | random.nextInt(1 << 24));
  }

  /** Grey bytes, row by row, as the file shall have them. */
  static BufferedImage grey(int width, int height, int... values) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, width, height, values);
    return image;
  }

  static byte[] encode(BufferedImage image, String format) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory of noise: so many PNG files in the folders of so many classes. */
  static Path folders(Path directory, int classes, int images, int width, int height) {
    for (int label = 0; label < classes; label++) {
      for (int i = 0; i < images; i++) {
        byte[] png = encode(noise(width, height, 1000L * label + i), "png");
        write(directory.resolve("class" + label).resolve(i + ".png"), png);
      }
    }
    return directory;
  }

  /** The values as bytes that are not normalised. */
  static int[] bytes(float[] values) {
    int[] bytes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = Math.round(values[i] * 255);
    }
    return bytes;
  }
}
