package dev.lanewise.explain;

import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.Arrays;

/**
 * The directions in which rows of numbers vary most (Pearson 1901), such as what a hidden layer
 * says of many samples: to see them in a plane. All sums are in double and in a fixed order.
 *
 * @param mean of each column
 * @param directions of length 1, the one with the largest variance first; the largest number of
 *     each is positive
 * @param variances along the directions
 */
public record PrincipalComponents(double[] mean, double[][] directions, double[] variances) {
  private static final int SWEEPS = 1000;
  private static final double TOLERANCE = 1e-14;

  /**
   * The components of some rows.
   *
   * @param rows two or more, of as many numbers each
   * @param count of directions, from 1 to the number of columns
   */
  public static PrincipalComponents of(float[][] rows, int count) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    if (rows.length < 2 || Arrays.stream(rows).anyMatch(row -> row.length != columns)) {
      throw new ShapeException(
          "Principal components need two or more rows of the same length; found %s rows."
              .formatted(rows.length));
    }
    if (count < 1 || count > columns) {
      throw new SettingException(
          "Principal components: from 1 to %s directions, as many as there are columns; found %s."
              .formatted(columns, count));
    }
    double[] mean = new double[columns];
    for (float[] row : rows) {
      for (int c = 0; c < columns; c++) {
        mean[c] += row[c];
      }
    }
    for (int c = 0; c < columns; c++) {
      mean[c] /= rows.length;
    }
    double[][] left = covariance(rows, mean);
    double[][] directions = new double[count][];
    double[] variances = new double[count];
    for (int k = 0; k < count; k++) {
      directions[k] = strongest(left, directions, k);
      variances[k] = Math.max(0, along(left, directions[k]));
    }
    return new PrincipalComponents(mean, directions, variances);
  }

  private static double[][] covariance(float[][] rows, double[] mean) {
    int n = mean.length;
    double[][] covariance = new double[n][n];
    for (float[] row : rows) {
      for (int i = 0; i < n; i++) {
        double from = row[i] - mean[i];
        for (int j = 0; j < n; j++) {
          covariance[i][j] += from * (row[j] - mean[j]) / (rows.length - 1);
        }
      }
    }
    return covariance;
  }

  /** By powers of the matrix, orthogonal to the directions before. */
  private static double[] strongest(double[][] matrix, double[][] before, int count) {
    int n = matrix.length;
    double[] direction = new double[n];
    for (int i = 0; i < n; i++) {
      direction[i] = 1 + (i * 0.6180339887498949) % 1;
    }
    orthonormalize(direction, before, count);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double[] next = product(matrix, direction);
      if (!orthonormalize(next, before, count)) {
        break;
      }
      double change = 0;
      for (int i = 0; i < n; i++) {
        change = Math.max(change, Math.abs(next[i] - direction[i]));
      }
      direction = next;
      if (change < TOLERANCE) {
        break;
      }
    }
    return withPositiveLargest(direction);
  }

  private static double[] product(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  private static double along(double[][] matrix, double[] direction) {
    return dot(product(matrix, direction), direction);
  }

  /** Returns whether anything is left. */
  private static boolean orthonormalize(double[] vector, double[][] before, int count) {
    for (int k = 0; k < count; k++) {
      double part = dot(vector, before[k]);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= part * before[k][i];
      }
    }
    double norm = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length && norm > 0; i++) {
      vector[i] /= norm;
    }
    return norm > 1e-300;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] withPositiveLargest(double[] direction) {
    double largest = 0;
    for (double number : direction) {
      largest = Math.abs(number) > Math.abs(largest) ? number : largest;
    }
    for (int i = 0; i < direction.length && largest < 0; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  /** Where rows lie along the directions. */
  public double[][] project(float[][] rows) {
    double[][] projected = new double[rows.length][directions.length];
    for (int row = 0; row < rows.length; row++) {
      for (int k = 0; k < directions.length; k++) {
        for (int c = 0; c < mean.length; c++) {
          projected[row][k] += (rows[row][c] - mean[c]) * directions[k][c];
        }
      }
    }
    return projected;
  }
}
