package dev.lanewise;

import java.util.Objects;

/**
 * A row-major window of {@code rows x cols} floats in an array that somebody else owns. Element
 * {@code (r, c)} lies at {@code offset + r * stride + c}. Kernels read and write nothing outside of
 * it, so that windows of one array may be given to several threads.
 *
 * <p>The record is immutable; the memory behind it is not, and is not synchronised.
 *
 * @param data the memory
 * @param offset index of the first element
 * @param rows number of rows, usually the samples of a batch
 * @param cols number of columns, usually the units of a layer
 * @param stride distance in floats from one row to the next; at least {@code cols}
 */
public record Matrix(float[] data, int offset, int rows, int cols, int stride) {

  /** Rows are padded to this many floats: a cache line, and a vector of the widest kind. */
  private static final int LINE = 16;

  /** Checks that the window lies within the array. */
  public Matrix {
    if (rows < 0 || cols < 0 || stride < cols || offset < 0) {
      throw new ShapeException(
          "Matrix window of %s rows, %s cols, stride %s, offset %s: none may be negative, and the stride must be at least the number of columns."
              .formatted(rows, cols, stride, offset));
    }
    long end = rows == 0 ? 0 : offset + (rows - 1L) * stride + cols;
    if (end > data.length) {
      throw new ShapeException(
          "Matrix window of %s rows, %s cols, stride %s at offset %s needs an array of %s floats; found %s."
              .formatted(rows, cols, stride, offset, end, data.length));
    }
  }

  /** A matrix over a whole array of exactly {@code rows * cols} floats, without padding. */
  public static Matrix of(float[] data, int rows, int cols) {
    if ((long) rows * cols != data.length) {
      throw new ShapeException(
          "A %s x %s matrix needs %s floats; found %s."
              .formatted(rows, cols, (long) rows * cols, data.length));
    }
    return new Matrix(data, 0, rows, cols, cols);
  }

  /**
   * Allocates a zero matrix for hot loops: rows start on whole cache lines relative to each other,
   * never a multiple of 1 KB apart (which would make them compete for the same cache sets), and the
   * array is long enough for a full vector to be loaded at any element.
   */
  public static Matrix allocate(int rows, int cols) {
    int stride = Math.ceilDiv(cols, LINE) * LINE;
    if (stride % 256 == 0) {
      stride += LINE;
    }
    long length = (long) rows * stride + LINE;
    if (length > Integer.MAX_VALUE - 8) {
      throw tooLarge(rows, cols, length);
    }
    return new Matrix(new float[(int) length], 0, rows, cols, stride);
  }

  /**
   * The window of columns {@code [from, to)} of this one: the same memory.
   *
   * @throws IndexOutOfBoundsException if this window has no such columns
   */
  public Matrix columns(int from, int to) {
    Objects.checkFromToIndex(from, to, cols);
    return new Matrix(data, offset + from, rows, to - from, stride);
  }

  /**
   * Allocates a zero matrix whose rows follow each other without a gap, so that it can be {@link
   * #split}; the array is long enough for a full vector to be loaded at any element.
   */
  public static Matrix allocateDense(int rows, int cols) {
    long length = (long) rows * cols + LINE;
    if (length > Integer.MAX_VALUE - 8) {
      throw tooLarge(rows, cols, length);
    }
    return new Matrix(new float[(int) length], 0, rows, cols, cols);
  }

  private static ShapeException tooLarge(int rows, int cols, long length) {
    return new ShapeException(
        "A %s x %s matrix needs %s floats, more than a Java array holds; use a smaller batch."
            .formatted(rows, cols, length));
  }

  /**
   * The same memory with each row cut into positions: {@code (rows * positions) x (cols /
   * positions)}. So what works on rows works on each pixel of images and on each step of sequences.
   *
   * @param positions how often a row has its channels; 1 gives this matrix
   * @throws ShapeException if rows have a gap between them, or do not divide
   */
  public Matrix split(int positions) {
    if (positions == 1) {
      return this;
    }
    if (stride != cols || cols % positions != 0) {
      throw new ShapeException(
          "A matrix of %s columns and stride %s cannot be split into %s positions: rows must follow each other without a gap, and divide."
              .formatted(cols, stride, positions));
    }
    int channels = cols / positions;
    return new Matrix(data, offset, Math.multiplyExact(rows, positions), channels, channels);
  }

  /** Index in {@link #data} of the first element of a row. */
  public int row(int row) {
    return offset + row * stride;
  }

  /** The element at a row and column; for tests and inspection, not for hot loops. */
  public float get(int row, int col) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(col, cols);
    return data[row(row) + col];
  }
}
