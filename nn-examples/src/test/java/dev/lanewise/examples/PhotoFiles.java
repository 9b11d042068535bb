package dev.lanewise.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Photos that tests write: BMP files whose class is the side that is bright. */
final class PhotoFiles {
  static final List<String> CLASSES = List.of("left", "right, up", "top");

  private static final int HEADER = 54;

  private PhotoFiles() {}

  /** Writes so many photos of each class into a directory of classes. */
  static void write(Path directory, int count, long seed) throws IOException {
    Random random = new Random(seed);
    for (int label = 0; label < CLASSES.size(); label++) {
      Path folder = Files.createDirectories(directory.resolve(CLASSES.get(label)));
      for (int i = 0; i < count; i++) {
        int height = 12 + random.nextInt(10);
        photo(folder.resolve("photo%s.bmp".formatted(i)), label, height, 18, random);
      }
    }
  }

  /** Writes one photo of a size. */
  static void photo(Path file, int label, int height, int width, Random random) throws IOException {
    int row = (3 * width + 3) / 4 * 4;
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + height * row).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(bytes.capacity()).putInt(0).putInt(HEADER);
    bytes.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    for (int y = height - 1; y >= 0; y--) {
      for (int x = 0; x < width; x++) {
        int at = HEADER + (height - 1 - y) * row + 3 * x;
        boolean bright =
            switch (label) {
              case 0 -> 2 * x < width;
              case 1 -> 2 * x >= width;
              default -> 2 * y < height;
            };
        for (int c = 0; c < 3; c++) {
          bytes.put(at + c, (byte) (random.nextInt(60) + (bright ? 150 : 20)));
        }
      }
    }
    Files.write(file, bytes.array());
  }
}
