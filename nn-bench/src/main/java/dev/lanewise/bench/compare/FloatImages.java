package dev.lanewise.bench.compare;

import dev.lanewise.data.Idx;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * MNIST as other libraries want it: a float from 0 to 1 for each pixel, image after image.
 *
 * @param labels the class of each image, from 0 to 9
 */
record FloatImages(float[] pixels, int[] labels) {
  /** Pixels of an image. */
  static final int SIZE = 28 * 28;

  private static final float WHITE = 255;

  /** The samples of a task. */
  static FloatImages of(Task task) {
    int samples = task.workload().samples();
    byte[] bytes = images(task.data()).pixels();
    float[] pixels = new float[samples * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Byte.toUnsignedInt(bytes[i]) / WHITE;
    }
    return new FloatImages(pixels, labels(task.data(), samples));
  }

  /** The images of the training set as they are. */
  static Idx.Images images(Path directory) {
    return Idx.images(directory.resolve("train-images-idx3-ubyte.gz"));
  }

  /** The first labels of the training set. */
  static int[] labels(Path directory, int count) {
    return Arrays.copyOf(Idx.labels(directory.resolve("train-labels-idx1-ubyte.gz")), count);
  }
}
