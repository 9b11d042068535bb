package dev.lanewise.tabular;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes tables of flowers that never grew, whose kind their measures tell: the same each time. */
final class Flowers {
  private static final String[] KINDS = {"rose", "iris", "lily"};
  private static final String[] COLORS = {"red", "white", "blue", "yellow"};

  private Flowers() {}

  /** Writes rows of an identifier, three measures of which some are missing, a color and a kind. */
  static Path write(Path file, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,length,width,height,color,kind\n");
      for (int i = 0; i < rows; i++) {
        int kind = random.nextInt(KINDS.length);
        out.write(i + "," + measure(random, 2 + 3 * kind) + "," + measure(random, 9 - 4 * kind));
        out.write("," + (random.nextInt(50) == 0 ? "NA" : measure(random, 20)));
        out.write("," + COLORS[random.nextInt(COLORS.length)] + "," + KINDS[kind] + "\n");
      }
    }
    return file;
  }

  private static String measure(SplittableRandom random, double center) {
    long hundredths = Math.round(100 * (center + random.nextDouble(-1, 1)));
    return hundredths / 100 + "." + (hundredths / 10) % 10 + hundredths % 10;
  }
}
