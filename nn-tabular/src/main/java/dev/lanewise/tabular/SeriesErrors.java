package dev.lanewise.tabular;

import java.util.Locale;

/**
 * How far predictions of a column are from its values, over all windows and the rows that each of
 * them predicts, in the unit of the column.
 *
 * @param rootMeanSquaredError the root of the mean of the squares
 * @param meanAbsoluteError the mean of the distances
 */
public record SeriesErrors(double rootMeanSquaredError, double meanAbsoluteError) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "RMSE %.6g, MAE %.6g", rootMeanSquaredError, meanAbsoluteError);
  }

  /** Adds up errors. */
  static final class Sum {
    private double squares;
    private double distances;
    private long count;

    void add(double predicted, double value) {
      double error = predicted - value;
      squares += error * error;
      distances += Math.abs(error);
      count++;
    }

    SeriesErrors errors() {
      return new SeriesErrors(Math.sqrt(squares / count), distances / count);
    }
  }
}
