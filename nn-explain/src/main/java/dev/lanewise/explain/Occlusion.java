package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;

/**
 * What the score loses if a window of the sample is covered with a baseline (Zeiler and Fergus
 * 2014, "Visualizing and understanding convolutional networks"). A number's value is the mean over
 * the windows that cover it. Windows of vectors are single numbers.
 *
 * @param baseline what covers
 * @param height rows of a window of an image; steps of a sequence
 * @param width columns of a window of an image
 * @param stride how far a window is from the next one; at most the smaller side, so that nothing is
 *     left out
 */
public record Occlusion(float[] baseline, int height, int width, int stride)
    implements AttributionMethod {

  /** Copies the baseline and checks the sizes. */
  public Occlusion {
    baseline = baseline.clone();
    if (height < 1 || width < 1 || stride < 1 || stride > Math.min(height, width)) {
      throw new SettingException(
          "Occlusion: a window needs at least 1 x 1 positions and a stride from 1 to its smaller side; found %s x %s and a stride of %s."
              .formatted(height, width, stride));
    }
  }

  /** Covers each number, or each position of an image or sequence, by itself. */
  public Occlusion(float[] baseline) {
    this(baseline, 1, 1, 1);
  }

  @Override
  public Attribution attribute(Explained model, float[] sample, int output) {
    model.requireSample("sample", sample);
    model.requireSample("baseline", baseline);
    model.requireOutput(output);
    Grid grid = Grid.of(model.inputShape(), sample.length);
    float score = model.scores(Matrix.of(sample, 1, sample.length), output)[0];
    double[] sums = new double[grid.rows * grid.columns];
    int[] counts = new int[sums.length];
    for (int top = 0; top < grid.rows; top = next(top, grid.rows, height)) {
      for (int left = 0; left < grid.columns; left = next(left, grid.columns, width)) {
        float[] covered = cover(sample, grid, top, left);
        double lost =
            (double) score - model.scores(Matrix.of(covered, 1, covered.length), output)[0];
        for (int y = top; y < Math.min(top + height, grid.rows); y++) {
          for (int x = left; x < Math.min(left + width, grid.columns); x++) {
            sums[y * grid.columns + x] += lost;
            counts[y * grid.columns + x]++;
          }
        }
      }
    }
    return new Attribution(spread(sample.length, grid, sums, counts), output, score);
  }

  /** The next window, of which the last ends where the sample does. */
  private int next(int at, int size, int window) {
    if (at + window >= size) {
      return size;
    }
    return Math.min(at + stride, size - window);
  }

  private float[] cover(float[] sample, Grid grid, int top, int left) {
    float[] covered = sample.clone();
    int right = Math.min(left + width, grid.columns);
    for (int y = top; y < Math.min(top + height, grid.rows); y++) {
      int from = (y * grid.columns + left) * grid.channels;
      int to = (y * grid.columns + right) * grid.channels;
      System.arraycopy(baseline, from, covered, from, to - from);
    }
    return covered;
  }

  /** Channels share what their position has. */
  private static float[] spread(int length, Grid grid, double[] sums, int[] counts) {
    float[] values = new float[length];
    for (int i = 0; i < sums.length * grid.channels; i++) {
      int position = i / grid.channels;
      values[i] = (float) (sums[position] / counts[position] / grid.channels);
    }
    return values;
  }

  /** How the numbers of a sample lie. */
  private record Grid(int rows, int columns, int channels) {
    static Grid of(Shape shape, int length) {
      if (shape.size() != length) {
        throw new ShapeException(
            "Occlusion covers windows of networks with one input; found %s values beside it."
                .formatted(length - shape.size()));
      }
      return switch (shape.dimensions().size()) {
        case 1 -> new Grid(1, length, 1);
        case 2 -> new Grid(shape.dimensions().getFirst(), 1, shape.channels());
        default -> {
          int rows = shape.dimensions().getFirst();
          yield new Grid(rows, shape.positions() / rows, shape.channels());
        }
      };
    }
  }
}
