package dev.lanewise.tabular;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import java.util.Objects;
import java.util.Optional;

/**
 * Windows over a series: a sample is {@code lookBack} rows of all inputs, of shape {@code
 * (lookBack, columns)}, and its targets are the next {@code horizon} rows of the columns to
 * predict, row by row; all scaled. The next sample begins one row later.
 *
 * <p>Samples are copied from one array that holds each row once. Immutable and thread-safe; reading
 * allocates nothing.
 */
public final class SeriesWindows implements Dataset {

  /** Floats of a cache line. */
  private static final int CACHE_LINE = 16;

  private final SeriesEncoder encoder;
  private final Series series;
  private final float[] scaled;
  private final int first;
  private final int size;
  private final Shape shape;
  private final int[] targets;

  /**
   * Windows over rows that exist.
   *
   * @param first the first predicted row of the first window
   */
  SeriesWindows(SeriesEncoder encoder, Series series, float[] scaled, int first, int size) {
    this.encoder = encoder;
    this.series = series;
    this.scaled = scaled;
    this.first = first;
    this.size = size;
    this.shape = encoder.inputShape();
    this.targets = encoder.targetIndices();
  }

  /** How the values are scaled, and what is predicted. */
  public SeriesEncoder encoder() {
    return encoder;
  }

  /** The first row that a window predicts, counted from 0. */
  public int predictedRow(int index) {
    return first + Objects.checkIndex(index, size);
  }

  /** The gaps in the times of the whole series, if there is a column of times and it has some. */
  public Optional<SeriesGaps> gaps() {
    return series.times().flatMap(SeriesTimes::gaps);
  }

  Series series() {
    return series;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public int targetColumns() {
    return encoder.outputs();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample or row
   * @throws ShapeException if a matrix has another number of columns than the samples
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    int start = predictedRow(index);
    require("inputs", inputs, shape.size(), row);
    require("targets", targets, targetColumns(), row);
    int width = shape.channels();
    int from = (start - encoder.recipe().lookBack()) * width;
    System.arraycopy(scaled, from, inputs.data(), inputs.row(row), shape.size());
    int to = targets.row(row);
    for (int step = 0; step < encoder.recipe().horizon(); step++) {
      for (int target : this.targets) {
        targets.data()[to++] = scaled[(start + step) * width + target];
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  @Override
  public float fetch(int index) {
    int start = (predictedRow(index) - encoder.recipe().lookBack()) * shape.channels();
    float sum = 0;
    for (int i = 0; i < shape.size(); i += CACHE_LINE) {
      sum += scaled[start + i];
    }
    return sum;
  }

  private static void require(String role, Matrix batch, int width, int row) {
    if (batch.cols() != width) {
      throw new ShapeException(
          "A batch of %s needs %s columns, as many as the series has; found %s. Allocate it as batch x %s."
              .formatted(role, width, batch.cols(), width));
    }
    Objects.checkIndex(row, batch.rows());
  }
}
