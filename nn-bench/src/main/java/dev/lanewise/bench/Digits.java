package dev.lanewise.bench;

import dev.lanewise.data.ImageDataset;
import java.util.SplittableRandom;

/**
 * Data of MNIST's shape, without the files: 28 x 28 pixels of one byte, ten classes, a border that
 * is always black and a middle in which 4 pixels of 10 are not. The share of zeros (19 % are not,
 * as in MNIST) matters: weights of pixels that never light up have zero gradients, which is where
 * optimizers meet subnormal numbers.
 */
final class Digits {
  private static final int SIDE = 28;
  private static final int BORDER = 4;
  private static final int CLASSES = 10;
  private static final double LIT = 0.37;

  private Digits() {}

  static ImageDataset of(int samples) {
    SplittableRandom random = new SplittableRandom(7);
    byte[] pixels = new byte[samples * SIDE * SIDE];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = random.nextInt(CLASSES);
      draw(random, pixels, i * SIDE * SIDE);
    }
    return ImageDataset.of(pixels, SIDE, SIDE, labels);
  }

  private static void draw(SplittableRandom random, byte[] pixels, int at) {
    for (int y = BORDER; y < SIDE - BORDER; y++) {
      for (int x = BORDER; x < SIDE - BORDER; x++) {
        if (random.nextDouble() < LIT) {
          pixels[at + y * SIDE + x] = (byte) random.nextInt(1, 256);
        }
      }
    }
  }
}
