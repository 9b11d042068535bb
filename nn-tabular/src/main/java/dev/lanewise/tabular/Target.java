package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.metrics.RegressionReport;
import dev.lanewise.predict.Predictor;

/** How the column to predict becomes the target of a network. */
public sealed interface Target {

  /** The name of the column. */
  String column();

  /** The number of outputs that a network needs: the classes, or 1 for a number. */
  int outputs();

  /**
   * The target of a row: the index of a class, or a scaled number.
   *
   * @param index the index of the column in the row
   * @throws DataException if the value is missing, no number or of an unknown class
   */
  float encode(Row row, int index);

  /**
   * What outputs of a network mean, as text: the name of the class with the largest one, or the
   * number in the unit of the column, with as many digits as a float can tell.
   *
   * @param outputs {@link #outputs} values
   * @throws DataException if one of them is not finite
   */
  String decode(float[] outputs);

  /**
   * A class by name.
   *
   * @param column the name of the column
   * @param classes those of the training rows
   */
  record OfClass(String column, Categories classes) implements Target {
    @Override
    public int outputs() {
      return classes.size();
    }

    @Override
    public float encode(Row row, int index) {
      return classes
          .index(row.text(index))
          .orElseThrow(() ->
              row.isMissing(index)
                  ? row.missingTargetError(index)
                  : row.error(
                      index,
                      "one of the %s classes of the training rows".formatted(classes.size()),
                      Place.quoted(row.text(index)),
                      "Correct the value, or train with rows of its class."));
    }

    @Override
    public String decode(float[] outputs) {
      requireFinite(outputs);
      return classes.name(Predictor.classOf(outputs));
    }

    void requireFinite(float[] outputs) {
      for (float output : outputs) {
        Target.requireFinite(column, output);
      }
    }
  }

  private static void requireFinite(String column, double output) {
    if (!Double.isFinite(output)) {
      throw new DataException(
          "Prediction of column %s: expected a finite number; found %s. Check the inputs, and whether training diverged."
              .formatted(Place.quoted(column), output));
    }
  }

  /**
   * A scaled number. Targets, outputs and losses of a network are in its scale; {@link #unscaled}
   * tells a report in the unit of the column.
   *
   * @param column the name of the column
   * @param scale how it is scaled
   */
  record OfNumber(String column, NumberScale scale) implements Target {
    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public float encode(Row row, int index) {
      if (row.isMissing(index)) {
        throw row.missingTargetError(index);
      }
      return Floats.of(row, index, scale.apply(row.number(index)));
    }

    @Override
    public String decode(float[] outputs) {
      return prediction(outputs[0]).text();
    }

    /** What an output means. */
    Prediction.OfNumber prediction(float output) {
      double value = scale.invert(output);
      requireFinite(column, value);
      double distance =
          scale instanceof NumberScale.None
              ? 0
              : scale.unit() * Math.ulp(Math.max(1, Math.abs(output)));
      return new Prediction.OfNumber(column, value, distance);
    }

    /** A mean squared error of scaled numbers in the unit of the column, squared. */
    public double unscaledSquare(double error) {
      return error * scale.unit() * scale.unit();
    }

    /** A report about scaled numbers in the unit of the column. */
    public RegressionReport unscaled(RegressionReport report) {
      return new RegressionReport(
          report.samples(),
          unscaledSquare(report.meanSquaredError()),
          report.meanAbsoluteError() * scale.unit(),
          report.r2OfOutputs());
    }
  }
}
