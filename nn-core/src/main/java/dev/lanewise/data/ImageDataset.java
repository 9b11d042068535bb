package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import java.util.Objects;

/**
 * Grey images with a class each, held as one byte a pixel: a quarter of the memory of floats.
 *
 * <p>An input value is exactly {@code pixel / 255f}, from 0 to 1. The data set is immutable and
 * safe to share between threads; reading a sample allocates nothing.
 */
public final class ImageDataset implements Dataset {

  /** What turns an unsigned pixel into its stored form and back, as the top bit of a byte. */
  private static final int SIGN = 0x80;

  /** Pixels of a cache line. */
  private static final int CACHE_LINE = 64;

  private static final float RECIPROCAL = 1 / 255f;
  private static final float RECIPROCAL_REST = (float) (1 / 255.0 - (double) RECIPROCAL);

  /**
   * Pixels as signed bytes, {@code pixel - 128}, image after image. Hot loops convert signed bytes
   * to floats with vector instructions; they do not for unsigned bytes or a table look-up, which
   * were measured to be four to six times slower.
   */
  private final byte[] signedPixels;

  private final int[] labels;
  private final int rows;
  private final int columns;
  private final int imageSize;
  private final int classes;
  private final Shape inputShape;

  /** Takes over pixels in their stored form that nobody else holds. */
  private ImageDataset(byte[] signedPixels, int rows, int columns, int[] labels) {
    this.signedPixels = signedPixels;
    this.labels = labels;
    this.rows = rows;
    this.columns = columns;
    this.imageSize = rows * columns;
    this.classes = Labels.classes(labels);
    this.inputShape = Shape.of(rows, columns, 1);
  }

  /**
   * Images that lie one after the other, each row by row. The arrays are copied.
   *
   * @param pixels {@code images * rows * columns} unsigned bytes, 0 for black to 255 for white
   * @param rows the height of an image; at least 1
   * @param columns the width of an image; at least 1
   * @param labels the class index of each image, from 0 to 2^24 - 1
   * @throws DataException if there are no images or no whole images, there is not one label for
   *     each, or a label is out of range
   */
  public static ImageDataset of(byte[] pixels, int rows, int columns, int[] labels) {
    return takeOver(pixels.clone(), rows, columns, labels);
  }

  /**
   * As {@link #of}, with pixels that nobody else uses; their array becomes part of the data set.
   */
  static ImageDataset takeOver(byte[] pixels, int rows, int columns, int[] labels) {
    int count = imageCount(pixels.length, rows, columns);
    int[] checkedLabels = Labels.checked(labels, count);
    int imageSize = rows * columns;
    for (int image = 0; image < count; image++) {
      flipSigns(pixels, image * imageSize, imageSize);
    }
    return new ImageDataset(pixels, rows, columns, checkedLabels);
  }

  /** One image at a time: a method that is called often is compiled, a long loop may not be. */
  private static void flipSigns(byte[] pixels, int from, int count) {
    for (int i = from; i < from + count; i++) {
      pixels[i] ^= (byte) SIGN;
    }
  }

  private static int imageCount(int pixels, int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new DataException(
          "Expected images of at least 1 x 1 pixels; found %s x %s. Check the height and width."
              .formatted(rows, columns));
    }
    long imageSize = (long) rows * columns;
    if (pixels == 0 || pixels % imageSize != 0) {
      throw new DataException(
          ("Expected one or more whole images of %s x %s = %s pixels; "
                  + "found %s pixels, so that image %s is incomplete. "
                  + "Check the height and width.")
              .formatted(rows, columns, imageSize, pixels, pixels / imageSize));
    }
    return (int) (pixels / imageSize);
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** The shape of one input: {@code (rows, columns)}. */
  @Override
  public Shape inputShape() {
    return inputShape;
  }

  /** Always 1: the class index. */
  @Override
  public int targetColumns() {
    return 1;
  }

  /** The height of an image in pixels. */
  public int rows() {
    return rows;
  }

  /** The width of an image in pixels. */
  public int columns() {
    return columns;
  }

  /**
   * The number of classes: the largest label, plus one. Classes that are counted from 1 leave class
   * 0 unused.
   */
  public int classes() {
    return classes;
  }

  /**
   * The class index of one image.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int labels(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  /**
   * One pixel of an image, from 0 to 255.
   *
   * @throws IndexOutOfBoundsException if there is no such image, row or column
   */
  public int pixel(int index, int row, int column) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(column, columns);
    return (signedPixels[start(index) + row * columns + column] ^ SIGN) & 0xff;
  }

  /**
   * A copy of the pixels of one image, for display: {@code rows * columns} unsigned bytes.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] pixels(int index) {
    int start = start(index);
    byte[] pixels = new byte[imageSize];
    for (int i = 0; i < imageSize; i++) {
      pixels[i] = (byte) (signedPixels[start + i] ^ SIGN);
    }
    return pixels;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such image or row
   * @throws dev.lanewise.ShapeException if a matrix has another number of columns than the samples
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    int start = start(index);
    BatchRow.check("inputs", inputs, imageSize, row);
    BatchRow.check("targets", targets, 1, row);
    scale(signedPixels, start, inputs.data(), inputs.row(row), imageSize);
    targets.data()[targets.row(row)] = labels[index];
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  @Override
  public float fetch(int index) {
    int start = start(index);
    int sum = 0;
    for (int i = 0; i < imageSize; i += CACHE_LINE) {
      sum += signedPixels[start + i];
    }
    return sum;
  }

  /**
   * The result is {@code pixel / 255f} to the bit, in half the time of a division: {@code 1 / 255}
   * is held as the sum of two floats, and the fused multiply-add rounds once. A product with one
   * float would be wrong for 126 of the 256 values. The pixel is a sum of floats because a sum of
   * ints would not be vectorised.
   */
  private static void scale(byte[] source, int from, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      float pixel = (float) source[from + i] + 128f;
      target[to + i] = Math.fma(pixel, RECIPROCAL, pixel * RECIPROCAL_REST);
    }
  }

  private int start(int index) {
    return Objects.checkIndex(index, labels.length) * imageSize;
  }
}
