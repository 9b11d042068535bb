package dev.lanewise;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extent of one sample, without the batch: {@code (784)} for a flat MNIST digit, {@code (28,
 * 28, 1)} for the same digit as an image: height, width, channels. The last axis is that of
 * features or channels. Samples are stored flat, in row-major order, so that a shape only says how
 * to read them.
 *
 * @param dimensions the extents, outermost first; each at least 1
 */
public record Shape(List<Integer> dimensions) {

  /** Checks that there is at least one extent, each is positive, and the product fits an int. */
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty()) {
      throw new ShapeException("A shape needs at least one dimension; found none.");
    }
    long size = 1;
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new ShapeException(
            "Shape "
                + text(dimensions)
                + ": each dimension must be at least 1; found "
                + dimension
                + ".");
      }
      size *= dimension;
      if (size > Integer.MAX_VALUE) {
        throw new ShapeException(
            "Shape "
                + text(dimensions)
                + " has more than 2^31-1 elements a sample; make it smaller.");
      }
    }
  }

  /** A shape of the given extents, outermost first. */
  public static Shape of(int... dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  /** The number of elements of one sample: the product of the extents. */
  public int size() {
    return dimensions.stream().reduce(1, (a, b) -> a * b);
  }

  /** The last extent: the features of a vector, the channels of an image. */
  public int channels() {
    return dimensions.getLast();
  }

  /** How often a sample has its channels: the product of all extents but the last. */
  public int positions() {
    return size() / channels();
  }

  @Override
  public String toString() {
    return text(dimensions);
  }

  private static String text(List<Integer> dimensions) {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
