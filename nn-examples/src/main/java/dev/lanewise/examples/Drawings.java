package dev.lanewise.examples;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Pictures for those who have no photos at hand: discs, squares and triangles. */
final class Drawings {
  static final List<String> CLASSES = List.of("disc", "square", "triangle");
  private static final int SIDE = 40;

  private Drawings() {}

  /** Draws some of each kind into a new directory for temporary files. */
  static Path draw() {
    Path directory = PngFile.directory(new String[0], "lanewise-photos");
    draw(directory, 100);
    System.out.println("Drew some into " + directory);
    return directory;
  }

  /** Draws so many of each kind, in a folder for each. */
  static void draw(Path directory, int count) {
    Random random = new Random(1);
    for (String name : CLASSES) {
      for (int i = 0; i < count; i++) {
        PngFile.write(picture(name, random), directory.resolve(name).resolve(i + ".png"));
      }
    }
  }

  private static BufferedImage picture(String name, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Color paper = Color.getHSBColor(random.nextFloat(), 0.3f, 0.9f);
    Color ink = Color.getHSBColor(random.nextFloat(), 0.9f, 0.6f);
    int middleX = 14 + random.nextInt(SIDE - 28);
    int middleY = 14 + random.nextInt(SIDE - 28);
    int size = 8 + random.nextInt(5);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean within = isWithin(name, Math.abs(x - middleX), y - middleY, size);
        image.setRGB(x, y, (within ? ink : paper).getRGB());
      }
    }
    return image;
  }

  private static boolean isWithin(String name, int aside, int below, int size) {
    return switch (name) {
      case "disc" -> aside * aside + below * below <= size * size;
      case "square" -> aside <= size && Math.abs(below) <= size;
      default -> Math.abs(below) <= size && 2 * aside <= below + size;
    };
  }
}
