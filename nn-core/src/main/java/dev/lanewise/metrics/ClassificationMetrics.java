package dev.lanewise.metrics;

import dev.lanewise.predict.Predictor;
import java.util.stream.Stream;

/**
 * All metrics of a classifier at once. A single output is that of class 1 of two.
 *
 * <p>Accumulates, and belongs to one thread at a time: give each thread its own and {@link #merge}
 * them. For the areas under the curves it keeps 8 bytes for each class and sample (once for two
 * classes); where that is too much, use a {@link ConfusionMatrix}, {@link TopKAccuracy} and {@link
 * LogLoss} alone.
 */
public final class ClassificationMetrics {
  private final int outputs;
  private final Scores kind;
  private final ConfusionMatrix confusion;
  private final TopKAccuracy topK;
  private final LogLoss logLoss;
  private final RocAuc[] aucs;

  /**
   * No samples.
   *
   * @param outputs outputs of the model, at least 1
   * @param kind what they are
   */
  public ClassificationMetrics(int outputs, Scores kind) {
    this.outputs = Checks.atLeast(1, "outputs", outputs);
    this.kind = kind;
    int classes = Math.max(2, outputs);
    confusion = new ConfusionMatrix(classes);
    topK = new TopKAccuracy(classes);
    logLoss = new LogLoss(kind);
    aucs = Stream.generate(RocAuc::new).limit(classes == 2 ? 1 : classes).toArray(RocAuc[]::new);
  }

  /**
   * Adds a sample.
   *
   * @param target its class
   * @param values what the model gave for it
   * @throws dev.lanewise.ShapeException if the number of outputs is another one
   * @throws dev.lanewise.DataException if the class is out of range or an output not finite
   */
  public void add(int target, float[] values) {
    Checks.length("outputs", outputs, values.length);
    logLoss.add(target, values);
    float[] scores = scores(values);
    confusion.add(target, Predictor.classOf(scores));
    topK.add(target, scores);
    if (outputs == 1) {
      aucs[0].add(target == 1, values[0]);
    } else {
      addCurves(target, kind.ranks(values));
    }
  }

  private void addCurves(int target, double[] ranks) {
    for (int i = 0; i < aucs.length; i++) {
      int positive = aucs.length == 1 ? 1 : i;
      aucs[i].add(target == positive, ranks[positive]);
    }
  }

  /** One score for each class: class 1 needs a positive logit or more than half a probability. */
  private float[] scores(float[] values) {
    if (outputs > 1) {
      return values;
    }
    return new float[] {kind == Scores.PROBABILITIES ? 0.5f : 0, values[0]};
  }

  /**
   * Adds the samples of another accumulator: the same as adding them here, but for the rounding of
   * the log loss.
   *
   * @throws dev.lanewise.ShapeException if it has another number of outputs
   */
  public void merge(ClassificationMetrics other) {
    Checks.length("outputs", outputs, other.outputs);
    confusion.merge(other.confusion);
    topK.merge(other.topK);
    logLoss.merge(other.logLoss);
    for (int i = 0; i < aucs.length; i++) {
      aucs[i].merge(other.aucs[i]);
    }
  }

  /** The figures so far, which later samples do not change. */
  public ClassificationReport report() {
    double[] topAccuracies = new double[confusion.classes()];
    for (int i = 0; i < topAccuracies.length; i++) {
      topAccuracies[i] = topK.value(i + 1);
    }
    return new ClassificationReport(confusion.copy(), logLoss.value(), auc(), topAccuracies);
  }

  private double auc() {
    return Stream.of(aucs).mapToDouble(RocAuc::value).average().orElseThrow();
  }
}
