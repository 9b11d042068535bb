package dev.lanewise.examples;

import dev.lanewise.DataException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures that examples write, drawn without a screen, as AWT's graphics may look for one. */
final class PngFile {

  private PngFile() {}

  /** The directory that is given, made if it is not there; else a new one for temporary files. */
  static Path directory(String[] given, String prefix) {
    String name = given.length > 0 ? given[0] : "A directory for temporary files";
    try {
      return given.length > 0
          ? Files.createDirectories(Path.of(name))
          : Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /** Fills a part of a picture. */
  static void fill(BufferedImage image, int left, int top, int width, int height, Color colour) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
  }

  /** Writes a file, and makes its directory if it is not there. */
  static void write(BufferedImage image, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw failure(file.toString(), e);
    }
  }

  private static DataException failure(String what, IOException e) {
    return new DataException(
        "%s: expected to write pictures; found an error (%s). Check the path, its permissions and the free space."
            .formatted(what, e),
        e);
  }
}
