package dev.lanewise.examples;

import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.data.ImageDataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The MNIST database of handwritten digits, which comes with the examples. */
public final class MnistData {

  private MnistData() {}

  /** The 60,000 images to learn from. */
  public static ImageDataset training() {
    return read("train");
  }

  /** The 10,000 images to test with. */
  public static ImageDataset test() {
    return read("t10k");
  }

  private static ImageDataset read(String set) {
    try (InputStream images = open(set + "-images-idx3-ubyte.gz");
        InputStream labels = open(set + "-labels-idx1-ubyte.gz")) {
      return Idx.dataset(images, labels, "MNIST " + set);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of an image, from 0 for paper to 1 for ink, as networks see them. */
  static Matrix pixels(Dataset images, int index) {
    Matrix inputs = Matrix.allocate(1, images.inputShape().size());
    images.read(index, inputs, Matrix.allocate(1, 1), 0);
    return inputs;
  }

  /** Opens a file of the directory {@code mnist} beside this class. */
  static InputStream open(String file) {
    return Objects.requireNonNull(
        MnistData.class.getResourceAsStream("mnist/" + file), "missing resource " + file);
  }
}
