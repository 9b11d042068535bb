package dev.lanewise.metrics;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.DataCheck;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.util.Arrays;

/**
 * Runs a model over a data set and reports how well it does.
 *
 * <pre>{@code
 * System.out.println(Metrics.classification(trainer.model(), test));
 * }</pre>
 *
 * <p>Samples are predicted in batches on the calling thread.
 */
public final class Metrics {
  private static final int BATCH = 256;

  /** Distributions of floats add up to 1 but for rounding. */
  private static final double SUM_TOLERANCE = 1e-3;

  private interface Row {
    void add(float[] targets, float[] outputs);
  }

  private Metrics() {}

  /**
   * Reports on a classifier on the best backend; see {@link #classification(Predictor, Scores,
   * Dataset)}. What its outputs are is told by {@link Scores#of}. A softmax or sigmoid at its end
   * is left out, so that the figures come from logits, which do not saturate.
   */
  public static ClassificationReport classification(Model model, Dataset data) {
    Network network = model.network();
    LastFunction last = LastFunction.of(network);
    boolean single = network.output().size() == 1;
    if (!last.isSigmoid() && (single || !last.isSoftmax())) {
      return classification(Predictor.of(model), Scores.of(network), data);
    }
    float[][] values = new float[network.parameters().size()][];
    Arrays.setAll(values, model::values);
    Predictor logits = Predictor.of(new Model(last.removedFrom(network, 0), values));
    Scores kind = single || last.isSoftmax() ? Scores.LOGITS : Scores.INDEPENDENT_LOGITS;
    return classification(logits, kind, data);
  }

  /**
   * Reports on a classifier.
   *
   * @param kind what its outputs are
   * @param data with class indices (one column), or a distribution over the classes, whose largest
   *     entry is taken as the class. For a network with a single output the target is 0 or 1
   * @throws ShapeException if the data do not fit the network
   * @throws DataException if a target is no class or an output is not finite
   */
  public static ClassificationReport classification(
      Predictor predictor, Scores kind, Dataset data) {
    int outputs = predictor.network().output().size();
    int columns = data.targetColumns();
    if (columns != 1 && columns != outputs) {
      throw new ShapeException(
          "Classification needs 1 target a sample (the class) or one for each output; the network has %s outputs, the data %s targets a sample."
              .formatted(outputs, columns));
    }
    ClassificationMetrics metrics = new ClassificationMetrics(outputs, kind);
    run(predictor, data, (targets, values) -> metrics.add(target(targets), values));
    return metrics.report();
  }

  private static int target(float[] targets) {
    if (targets.length == 1) {
      int index = (int) targets[0];
      if (index != targets[0]) {
        throw new DataException(
            "Target of a sample: expected the number of a class; found %s. Use Metrics.regression for other values."
                .formatted(targets[0]));
      }
      return index;
    }
    double sum = 0;
    float least = 0;
    for (float target : targets) {
      sum += target;
      least = Math.min(least, target);
    }
    if (least < 0) {
      throw new DataException(
          "Targets of a sample: the share of a class must be at least 0; found %s. Use Metrics.regression for other values."
              .formatted(least));
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new DataException(
          "Targets of a sample: expected a distribution over %s classes, which adds up to 1; found a sum of %s. Samples with several classes need a ConfusionMatrix for each of them."
              .formatted(targets.length, sum));
    }
    return Predictor.classOf(targets);
  }

  /**
   * Reports on a regression on the best backend.
   *
   * @throws ShapeException if the data do not fit the network
   * @throws DataException if a target or an output is not finite
   */
  public static RegressionReport regression(Model model, Dataset data) {
    return regression(Predictor.of(model), data);
  }

  /**
   * Reports on a regression.
   *
   * @throws ShapeException if the data do not fit the network
   * @throws DataException if a target or an output is not finite
   */
  public static RegressionReport regression(Predictor predictor, Dataset data) {
    int outputs = predictor.network().output().size();
    if (data.targetColumns() != outputs) {
      throw new ShapeException(
          "Regression compares each output with one target: the network has %s outputs, the data %s targets a sample."
              .formatted(outputs, data.targetColumns()));
    }
    RegressionMetrics metrics = new RegressionMetrics(outputs);
    run(predictor, data, metrics::add);
    return metrics.report();
  }

  private static void run(Predictor predictor, Dataset data, Row row) {
    DataCheck.fits(predictor.network(), data);
    int rows = Math.min(BATCH, data.size());
    Matrix inputs = Matrix.allocate(rows, data.inputShape().size());
    Matrix targets = Matrix.allocate(rows, data.targetColumns());
    Matrix outputs = Matrix.allocate(rows, predictor.network().output().size());
    for (int first = 0; first < data.size(); first += rows) {
      int count = Math.min(rows, data.size() - first);
      for (int i = 0; i < count; i++) {
        data.read(first + i, inputs, targets, i);
      }
      predictor.predict(firstRows(inputs, count), firstRows(outputs, count));
      for (int i = 0; i < count; i++) {
        row.add(values(targets, i), values(outputs, i));
      }
    }
  }

  private static Matrix firstRows(Matrix m, int rows) {
    return new Matrix(m.data(), m.offset(), rows, m.cols(), m.stride());
  }

  private static float[] values(Matrix m, int row) {
    float[] values = new float[m.cols()];
    System.arraycopy(m.data(), m.row(row), values, 0, values.length);
    return values;
  }
}
