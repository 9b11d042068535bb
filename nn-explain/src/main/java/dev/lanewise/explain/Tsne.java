package dev.lanewise.explain;

import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.random.NormalNumbers;
import dev.lanewise.random.Seeds;
import java.util.Arrays;

/**
 * Puts rows of numbers into a plane so that neighbours stay neighbours (van der Maaten and Hinton
 * 2008, "Visualizing data using t-SNE"). Distances between groups and their sizes mean nothing.
 * Exact, so that time and memory grow with the square of the number of rows, at most {@value
 * #MOST_ROWS}.
 *
 * @param perplexity how many neighbours count, more or less; from 2 on, and below a third of the
 *     rows
 * @param steps of the descent, at least 1
 * @param seed of the places to begin with
 */
public record Tsne(double perplexity, int steps, long seed) {
  static final int MOST_ROWS = 5000;
  private static final double EXAGGERATION = 12;
  private static final int EXAGGERATED_STEPS = 250;
  private static final double EARLY_MOMENTUM = 0.5;
  private static final double MOMENTUM = 0.8;
  private static final double LEAST_GAIN = 0.01;
  private static final double TINY = 1e-12;

  /** Checks the numbers. */
  public Tsne {
    if (!(perplexity >= 2 && Double.isFinite(perplexity)) || steps < 1) {
      throw new SettingException(
          "t-SNE: expected a perplexity of at least 2 and at least 1 step; found %s and %s."
              .formatted(perplexity, steps));
    }
  }

  /** A perplexity of 30 and 1000 steps. */
  public static Tsne of(long seed) {
    return new Tsne(30, 1000, seed);
  }

  /**
   * The places of rows in the plane.
   *
   * @throws ShapeException if there are too few or too many rows
   */
  public double[][] embed(float[][] rows) {
    int n = rows.length;
    if (n <= 3 * perplexity || n > MOST_ROWS) {
      throw new ShapeException(
          "t-SNE with a perplexity of %s: expected more than %s rows, and at most %s; found %s."
              .formatted(perplexity, (long) (3 * perplexity), MOST_ROWS, n));
    }
    double[][] p = affinities(rows);
    double[] y = new double[2 * n];
    double[] velocity = new double[2 * n];
    double[] gains = new double[2 * n];
    for (int i = 0; i < y.length; i++) {
      y[i] = 1e-4 * NormalNumbers.normal((int) (Seeds.mix(seed) >>> Integer.SIZE), i);
      gains[i] = 1;
    }
    double rate = Math.max(n / EXAGGERATION / 4, 50);
    double[] gradient = new double[2 * n];
    for (int step = 0; step < steps; step++) {
      boolean early = step < EXAGGERATED_STEPS;
      gradient(p, early ? EXAGGERATION : 1, y, gradient);
      for (int i = 0; i < y.length; i++) {
        boolean turns = gradient[i] > 0 == velocity[i] > 0;
        gains[i] = Math.max(LEAST_GAIN, turns ? gains[i] * 0.8 : gains[i] + 0.2);
        velocity[i] =
            (early ? EARLY_MOMENTUM : MOMENTUM) * velocity[i] - rate * gains[i] * gradient[i];
        y[i] += velocity[i];
      }
    }
    double[][] places = new double[n][];
    for (int i = 0; i < n; i++) {
      places[i] = new double[] {y[2 * i], y[2 * i + 1]};
    }
    return places;
  }

  /** Joint probabilities that two rows are neighbours. */
  private double[][] affinities(float[][] rows) {
    int n = rows.length;
    double[][] p = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double squares = 0;
        for (int c = 0; c < rows[i].length; c++) {
          double difference = (double) rows[i][c] - rows[j][c];
          squares += difference * difference;
        }
        p[i][j] = squares;
        p[j][i] = squares;
      }
    }
    for (int i = 0; i < n; i++) {
      neighbours(p[i], i);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double joint = Math.max((p[i][j] + p[j][i]) / (2 * n), TINY);
        p[i][j] = joint;
        p[j][i] = joint;
      }
    }
    return p;
  }

  /** Turns squared distances into probabilities with this perplexity, by bisection. */
  private void neighbours(double[] row, int own) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < row.length; j++) {
      nearest = j == own ? nearest : Math.min(nearest, row[j]);
    }
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    double wanted = StrictMath.log(perplexity);
    double[] weights = new double[row.length];
    for (int i = 0; i < 100; i++) {
      double sum = 0;
      double mean = 0;
      for (int j = 0; j < row.length; j++) {
        weights[j] = j == own ? 0 : StrictMath.exp(-precision * (row[j] - nearest));
        sum += weights[j];
        mean += weights[j] * (row[j] - nearest);
      }
      double entropy = StrictMath.log(sum) + precision * mean / sum;
      for (int j = 0; j < row.length; j++) {
        weights[j] /= sum;
      }
      if (Math.abs(entropy - wanted) < 1e-5) {
        break;
      }
      if (entropy > wanted) {
        low = precision;
        precision = Double.isInfinite(high) ? precision * 2 : (precision + high) / 2;
      } else {
        high = precision;
        precision = (precision + low) / 2;
      }
    }
    System.arraycopy(weights, 0, row, 0, row.length);
  }

  private static void gradient(double[][] p, double factor, double[] y, double[] gradient) {
    int n = p.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * closeness(y, i, j);
      }
    }
    Arrays.fill(gradient, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double near = closeness(y, i, j);
        double force = 4 * (factor * p[i][j] - Math.max(near / sum, TINY)) * near;
        for (int d = 0; d < 2; d++) {
          double pull = force * (y[2 * i + d] - y[2 * j + d]);
          gradient[2 * i + d] += pull;
          gradient[2 * j + d] -= pull;
        }
      }
    }
  }

  private static double closeness(double[] y, int i, int j) {
    double dx = y[2 * i] - y[2 * j];
    double dy = y[2 * i + 1] - y[2 * j + 1];
    return 1 / (1 + dx * dx + dy * dy);
  }
}
