package dev.lanewise.bench.compare;

import dev.lanewise.Shape;
import dev.lanewise.bench.Networks;
import dev.lanewise.data.Idx;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * MNIST as other libraries want it: a float from 0 to 1 for each pixel, image after image. A
 * network of larger images has a black border around them, one of colors the same in each channel.
 *
 * @param shape of an image: pixels alone, or height x width x channels
 * @param labels the class of each image, from 0 to 9
 */
record FloatImages(Shape shape, float[] pixels, int[] labels) {
  /** Pixels of an image as it is. */
  static final int SIZE = 28 * 28;

  private static final int SIDE = 28;
  private static final float WHITE = 255;

  /** The samples of a task. */
  static FloatImages of(Task task) {
    int samples = task.workload().samples();
    Shape shape = Networks.of(task.workload().network()).input();
    byte[] bytes = images(task.data()).pixels();
    float[] pixels = new float[samples * shape.size()];
    int width = shape.positions() == 1 ? SIDE : shape.dimensions().get(1);
    int channels = shape.size() / (width * width);
    int border = (width - SIDE) / 2;
    for (int i = 0; i < samples * SIZE; i++) {
      int row = i / SIDE % SIDE + border;
      int column = i % SIDE + border;
      int at = i / SIZE * shape.size() + (row * width + column) * channels;
      Arrays.fill(pixels, at, at + channels, Byte.toUnsignedInt(bytes[i]) / WHITE);
    }
    return new FloatImages(shape, pixels, labels(task.data(), samples));
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
