package dev.lanewise.metrics;

import dev.lanewise.Printable;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How well a classifier does.
 *
 * @param confusion which classes were taken for which, with precision, recall and F1
 * @param logLoss the mean of {@code -ln} of the right class's probability; NaN without samples
 * @param rocAuc the area under the curve of class 1 if there are two classes; otherwise the plain
 *     mean over each class against the rest. NaN, as in scikit-learn, if one of these areas is
 *     undefined because a class has no sample or all
 * @param topK the share of samples whose class is among the 1, 2, ... highest scores
 */
public record ClassificationReport(
    ConfusionMatrix confusion, double logLoss, double rocAuc, double[] topK) {
  private static final int SHOWN_K = 5;
  private static final int LONGEST_NAME = 40;

  /** Copies the matrix and the array. */
  public ClassificationReport {
    confusion = confusion.copy();
    topK = topK.clone();
  }

  /** A copy, so that the report does not change. */
  @Override
  public ConfusionMatrix confusion() {
    return confusion.copy();
  }

  /** A copy, so that the report does not change. */
  @Override
  public double[] topK() {
    return topK.clone();
  }

  /** The share of samples whose class is right; NaN without samples. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /**
   * The share of samples whose class is among the {@code k} highest scores.
   *
   * @param k at least 1
   */
  public double topKAccuracy(int k) {
    return topK[Math.min(Checks.atLeast(1, "k", k), topK.length) - 1];
  }

  /**
   * The table of {@link #toString}, with names instead of the numbers of the classes. Of names
   * longer than {@value #LONGEST_NAME} characters it shows beginning and end, since all are as wide
   * as the longest; what would control a terminal is shown as escapes.
   */
  public String table(List<String> namesOfClasses) {
    Checks.length("names of classes", confusion.classes(), namesOfClasses.size());
    List<String> names =
        namesOfClasses.stream().map(name -> Printable.of(name, LONGEST_NAME)).toList();
    int width = Math.max(12, names.stream().mapToInt(String::length).max().orElseThrow());
    StringBuilder text = new StringBuilder(" ".repeat(width));
    text.append("  precision     recall         F1    samples");
    for (int c = 0; c < names.size(); c++) {
      row(
          text.append(System.lineSeparator()),
          names.get(c),
          width,
          confusion.precision(c),
          confusion.recall(c),
          confusion.f1(c),
          confusion.support(c));
    }
    text.append(System.lineSeparator());
    for (Average average : Average.values()) {
      row(
          text.append(System.lineSeparator()),
          average.name().toLowerCase(Locale.ROOT),
          width,
          confusion.precision(average),
          confusion.recall(average),
          confusion.f1(average),
          confusion.samples());
    }
    text.append(System.lineSeparator());
    figure(text, "accuracy", width, accuracy());
    if (topK.length > SHOWN_K) {
      figure(text, "top-" + SHOWN_K, width, topKAccuracy(SHOWN_K));
    }
    figure(text, "log loss", width, logLoss);
    figure(text, "ROC AUC", width, rocAuc);
    return text.toString();
  }

  private static void row(
      StringBuilder text,
      String name,
      int width,
      double precision,
      double recall,
      double f1,
      long samples) {
    text.append(" ".repeat(width - name.length())).append(name);
    text.append(
        String.format(Locale.ROOT, " %10.4f %10.4f %10.4f %10d", precision, recall, f1, samples));
  }

  private static void figure(StringBuilder text, String name, int width, double value) {
    text.append(System.lineSeparator()).append(" ".repeat(width - name.length())).append(name);
    text.append(String.format(Locale.ROOT, " %10.4f", value));
  }

  /** A table like scikit-learn's: a row for each class, averages, and the other figures. */
  @Override
  public String toString() {
    return table(IntStream.range(0, confusion.classes()).mapToObj(String::valueOf).toList());
  }
}
