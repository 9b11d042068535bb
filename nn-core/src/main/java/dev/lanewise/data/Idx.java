package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads images and labels from IDX files, the format of MNIST, Fashion-MNIST, EMNIST and KMNIST.
 *
 * <p>Files may be plain or gzip, which their content tells, not their name. The only supported type
 * is the unsigned byte. Pixels are taken as they lie in the file; EMNIST stores its images
 * transposed, and its letters with labels from 1.
 *
 * <p>Files are not trusted. Whatever is wrong with one raises a {@link DataException} that names
 * the file, the byte, what was expected there and what was found; memory is allocated only for data
 * that really arrives. The methods are thread-safe.
 */
public final class Idx {

  private static final int IMAGE_DIMENSIONS = 3;
  private static final int LABEL_DIMENSIONS = 1;

  private Idx() {}

  /**
   * Images that lie one after the other, each row by row. The array is shared, not copied.
   *
   * @param rows the height of an image
   * @param columns the width of an image
   * @param pixels {@code count * rows * columns} unsigned bytes
   */
  public record Images(int rows, int columns, byte[] pixels) {

    /** The number of images. */
    public int count() {
      return pixels.length / (rows * columns);
    }
  }

  /**
   * Reads a file of images.
   *
   * @throws DataException if the file cannot be read or is not a well-formed file of images
   */
  public static Images images(Path file) {
    return images(open(file, IMAGE_DIMENSIONS));
  }

  /**
   * Reads a file of labels.
   *
   * @return the class index of each image, from 0 to 255
   * @throws DataException if the file cannot be read or is not a well-formed file of labels
   */
  public static int[] labels(Path file) {
    return labels(open(file, LABEL_DIMENSIONS), file.toString());
  }

  /**
   * Reads a file of images and one of their labels.
   *
   * @throws DataException if a file cannot be read or is not well-formed, or the files differ in
   *     their number of samples
   */
  public static ImageDataset dataset(Path images, Path labels) {
    return dataset(images(images), images.toString(), labels(labels), labels.toString());
  }

  /**
   * Reads images and their labels from streams, such as class path resources. The streams are read
   * to their ends; closing them is up to the caller.
   *
   * @param name what to call the data in errors
   * @throws DataException if a stream cannot be read or is not well-formed, or the streams differ
   *     in their number of samples
   */
  public static ImageDataset dataset(InputStream images, InputStream labels, String name) {
    String imagesName = name + " (images)";
    String labelsName = name + " (labels)";
    return dataset(
        images(IdxReader.read(images, imagesName, IMAGE_DIMENSIONS, OptionalLong.empty())),
        imagesName,
        labels(
            IdxReader.read(labels, labelsName, LABEL_DIMENSIONS, OptionalLong.empty()), labelsName),
        labelsName);
  }

  /**
   * Reads the training set from a directory: {@code train-images-idx3-ubyte} and {@code
   * train-labels-idx1-ubyte}. The names may have something before them, a dot before {@code idx},
   * and {@code .gz} at the end.
   *
   * @throws DataException if the directory does not hold exactly one such pair, or as {@link
   *     #dataset(Path, Path)} does
   */
  public static ImageDataset training(Path directory) {
    return dataset(IdxFiles.find(directory, IdxFiles.Role.TRAINING));
  }

  /**
   * Reads the test set from a directory: {@code t10k-images-idx3-ubyte} and {@code
   * t10k-labels-idx1-ubyte}, or {@code test-...} as EMNIST calls them. The names may have something
   * before them, a dot before {@code idx}, and {@code .gz} at the end.
   *
   * @throws DataException if the directory does not hold exactly one such pair, or as {@link
   *     #dataset(Path, Path)} does
   */
  public static ImageDataset test(Path directory) {
    return dataset(IdxFiles.find(directory, IdxFiles.Role.TEST));
  }

  private static ImageDataset dataset(IdxFiles files) {
    return dataset(files.images(), files.labels());
  }

  private static ImageDataset dataset(
      Images images, String imagesName, int[] labels, String labelsName) {
    if (images.count() != labels.length) {
      throw new DataException(
          ("%s holds %s images, but %s holds %s labels; "
                  + "expected as many. Pass the two files of the same set.")
              .formatted(imagesName, images.count(), labelsName, labels.length));
    }
    return allocating(
        (long) Integer.BYTES * labels.length,
        labelsName,
        () -> ImageDataset.takeOver(images.pixels(), images.rows(), images.columns(), labels));
  }

  private static Images images(IdxReader.Content content) {
    return new Images(content.sizes()[1], content.sizes()[2], content.values());
  }

  private static int[] labels(IdxReader.Content content, String name) {
    byte[] values = content.values();
    return allocating(
        (long) Integer.BYTES * values.length,
        name,
        () -> {
          int[] labels = new int[values.length];
          Arrays.setAll(labels, i -> Byte.toUnsignedInt(values[i]));
          return labels;
        });
  }

  private static <T> T allocating(long bytes, String name, Supplier<T> work) {
    return Heap.attempt(
        bytes,
        (expected, found, remedy) ->
            new DataException(
                "%s: expected %s; found %s. %s".formatted(name, expected, found, remedy)),
        work);
  }

  /** Pipes and devices have none. */
  private static OptionalLong length(Path file) throws IOException {
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  private static IdxReader.Content open(Path file, int dimensions) {
    if (Files.isDirectory(file)) {
      throw new DataException(
          ("%s: expected an IDX file; found a directory. "
                  + "Name a file in it, or use Idx.training or Idx.test.")
              .formatted(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return IdxReader.read(in, file.toString(), dimensions, length(file));
    } catch (NoSuchFileException e) {
      throw new DataException(
          ("%s: expected an IDX file; found nothing of that name. "
                  + "Check the path (working directory %s).")
              .formatted(file, Path.of("").toAbsolutePath()),
          e);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable file; found an error (%s). Check its permissions."
              .formatted(file, e),
          e);
    }
  }
}
