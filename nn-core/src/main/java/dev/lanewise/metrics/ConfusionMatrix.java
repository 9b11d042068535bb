package dev.lanewise.metrics;

import dev.lanewise.Heap;
import dev.lanewise.SettingException;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Counts how often each class was taken for which, and derives accuracy, precision, recall and F1.
 * Rows are targets, columns predictions, as in scikit-learn.
 *
 * <p>A share of nothing, such as the precision of a class that was never predicted, is 0, as
 * scikit-learn's default is; without any sample the accuracy and all averages are NaN.
 *
 * <p>Accumulates, and belongs to one thread at a time: give each thread its own and {@link #merge}
 * them. It needs {@code 8 * classes^2} bytes.
 */
public final class ConfusionMatrix {
  /** The square fits into an array. */
  private static final int MOST = 46_340;

  private final int classes;
  private final long[] counts;

  /**
   * An empty matrix for classes from 0 to {@code classes - 1}; at least 1.
   *
   * @throws SettingException if there are more than 46,340, or more than fit into memory
   */
  public ConfusionMatrix(int classes) {
    this.classes = Checks.atLeast(1, "classes", classes);
    if (classes > MOST) {
      throw new SettingException(
          "Metrics: classes of a confusion matrix must be at most %s; found %s. Use Trainer.evaluate for the accuracy."
              .formatted(MOST, classes));
    }
    int length = classes * classes;
    counts =
        Heap.attempt((long) Long.BYTES * length, ConfusionMatrix::tooLarge, () -> new long[length]);
  }

  private static SettingException tooLarge(String expected, String found, String remedy) {
    return new SettingException(
        "Metrics: for the confusion matrix expected %s; found %s. %s"
            .formatted(expected, found, remedy));
  }

  /**
   * The matrix of given samples.
   *
   * @throws dev.lanewise.ShapeException if the arrays differ in length
   * @throws dev.lanewise.DataException if a class is out of range
   */
  public static ConfusionMatrix of(int[] targets, int[] predictions, int classes) {
    Checks.length("predictions", targets.length, predictions.length);
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    for (int i = 0; i < targets.length; i++) {
      matrix.add(targets[i], predictions[i]);
    }
    return matrix;
  }

  /**
   * Counts a sample.
   *
   * @throws dev.lanewise.DataException if a class is out of range
   */
  public void add(int target, int predicted) {
    counts[index(target, predicted)]++;
  }

  /**
   * Adds the counts of another matrix: the result is as if its samples had been counted here.
   *
   * @throws dev.lanewise.ShapeException if it has another number of classes
   */
  public void merge(ConfusionMatrix other) {
    Checks.length("classes", classes, other.classes);
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** A copy, which later samples do not change. */
  public ConfusionMatrix copy() {
    ConfusionMatrix copy = new ConfusionMatrix(classes);
    copy.merge(this);
    return copy;
  }

  /** The number of classes. */
  public int classes() {
    return classes;
  }

  /** How many samples of one class were taken for another, or for the same. */
  public long count(int target, int predicted) {
    return counts[index(target, predicted)];
  }

  private int index(int target, int predicted) {
    return Checks.classIndex("Target", target, classes) * classes
        + Checks.classIndex("Prediction", predicted, classes);
  }

  /** The number of samples. */
  public long samples() {
    return sum(this::support);
  }

  /** How many samples are of a class. */
  public long support(int target) {
    return IntStream.range(0, classes).mapToLong(p -> count(target, p)).sum();
  }

  /** How many samples were taken for a class. */
  public long predicted(int prediction) {
    return IntStream.range(0, classes).mapToLong(t -> count(t, prediction)).sum();
  }

  private long right() {
    return sum(c -> count(c, c));
  }

  private long sum(java.util.function.IntToLongFunction ofClass) {
    return IntStream.range(0, classes).mapToLong(ofClass).sum();
  }

  /** The share of samples whose class is right; NaN without samples. */
  public double accuracy() {
    return right() / (double) samples();
  }

  /** The share of a class among what was taken for it; 0 if it was never predicted. */
  public double precision(int predicted) {
    return share(count(predicted, predicted), predicted(predicted));
  }

  /** The share of a class's samples that was found; 0 if there are none. */
  public double recall(int target) {
    return share(count(target, target), support(target));
  }

  /**
   * The harmonic mean of a class's precision and recall, {@code 2 tp / (2 tp + fp + fn)}; 0 if the
   * class occurs neither as target nor as prediction.
   */
  public double f1(int ofClass) {
    return share(2 * count(ofClass, ofClass), support(ofClass) + predicted(ofClass));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : part / (double) whole;
  }

  /** The precision of all classes together; NaN without samples. */
  public double precision(Average average) {
    return average(average, this::precision);
  }

  /** The recall of all classes together; NaN without samples. */
  public double recall(Average average) {
    return average(average, this::recall);
  }

  /** The mean of the classes' F1, or their common F1; NaN without samples. */
  public double f1(Average average) {
    return average(average, this::f1);
  }

  private double average(Average average, IntToDoubleFunction ofClass) {
    return switch (average) {
      case MICRO -> accuracy();
      case MACRO -> occurring().mapToDouble(ofClass).average().orElse(Double.NaN);
      case WEIGHTED ->
          occurring().mapToDouble(c -> support(c) * ofClass.applyAsDouble(c)).sum() / samples();
    };
  }

  private IntStream occurring() {
    return IntStream.range(0, classes).filter(c -> support(c) + predicted(c) > 0);
  }

  /** A table with a row for each target and a column for each prediction. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("target \\ predicted");
    int width = Math.max(6, String.valueOf(samples()).length() + 1);
    IntStream.range(0, classes).forEach(p -> text.append(padded(p, width)));
    for (int t = 0; t < classes; t++) {
      text.append(System.lineSeparator()).append(padded(t, "target \\ predicted".length()));
      for (int p = 0; p < classes; p++) {
        text.append(padded(count(t, p), width));
      }
    }
    return text.toString();
  }

  private static String padded(long number, int width) {
    return String.format(Locale.ROOT, "%" + width + "d", number);
  }
}
