package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.SampleOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The share of each group of inputs in the difference between a sample's score and the mean score
 * of a background (Shapley 1953; Lundberg and Lee 2017): what a group adds to those that are known
 * already, in the mean over all orders in which they can become known. What is not known is taken
 * from the samples of the background, one after the other.
 *
 * @param groups in their order
 * @param values one for each group
 * @param errors their standard errors; zeros if they are exact
 * @param base the mean score of the background
 * @param score of the sample; exact values and the base add up to it
 */
public record ShapleyValues(
    List<InputGroup> groups, double[] values, double[] errors, double base, double score) {
  /** More would take more than some thousand evaluations for each sample of the background. */
  public static final int MOST_EXACT = 12;

  /**
   * Exact values, by all sets of groups.
   *
   * @throws SettingException if there are more than {@value #MOST_EXACT} groups, or they or the
   *     score do not fit the model
   */
  public static ShapleyValues exact(
      Explained model, float[] sample, int output, Dataset background, List<InputGroup> groups) {
    if (groups.size() > MOST_EXACT) {
      throw new SettingException(
          "Exact Shapley values need at most %s groups of inputs; found %s. Take sampled ones, or larger groups."
              .formatted(MOST_EXACT, groups.size()));
    }
    check(model, sample, output, groups);
    int n = groups.size();
    Samples others = Samples.of(background);
    double[] ofSets = new double[1 << n];
    for (int set = 0; set < ofSets.length; set++) {
      Matrix mixed = others.copy();
      for (int row = 0; row < others.count(); row++) {
        for (int g = 0; g < n; g++) {
          if ((set >> g & 1) == 1) {
            groups.get(g).copy(sample, 0, mixed.data(), mixed.row(row));
          }
        }
      }
      ofSets[set] = mean(model.scores(mixed, output));
    }
    double[] values = new double[n];
    for (int g = 0; g < n; g++) {
      for (int set = 0; set < ofSets.length; set++) {
        if ((set >> g & 1) == 0) {
          values[g] += weight(n, Integer.bitCount(set)) * (ofSets[set | 1 << g] - ofSets[set]);
        }
      }
    }
    double score = ofSets[ofSets.length - 1];
    return new ShapleyValues(List.copyOf(groups), values, new double[n], ofSets[0], score);
  }

  /** The share of orders in which just a certain set of a size comes before a group. */
  private static double weight(int groups, int size) {
    double orders = groups;
    for (int i = 1; i <= size; i++) {
      orders *= (double) (groups - i) / i;
    }
    return 1 / orders;
  }

  /**
   * Values from random orders, each with another sample of the background.
   *
   * @param orders how many, at least 2
   * @param seed of the orders
   * @throws SettingException if groups, score or orders do not fit
   */
  public static ShapleyValues sampled(
      Explained model,
      float[] sample,
      int output,
      Dataset background,
      List<InputGroup> groups,
      int orders,
      long seed) {
    if (orders < 2) {
      throw new SettingException(
          "Shapley values: orders must be at least 2; found " + orders + ".");
    }
    check(model, sample, output, groups);
    int n = groups.size();
    Samples others = Samples.of(background);
    int[] order = new int[n];
    int[] rows = new int[others.count()];
    double[] sums = new double[n];
    double[] squares = new double[n];
    Matrix steps = Matrix.allocateDense(n + 1, sample.length);
    for (int draw = 0; draw < orders; draw++) {
      SampleOrder.shuffled(order, seed, draw);
      if (draw % rows.length == 0) {
        SampleOrder.shuffled(rows, ~seed, draw / rows.length);
      }
      int row = others.inputs().row(rows[draw % rows.length]);
      System.arraycopy(others.inputs().data(), row, steps.data(), 0, sample.length);
      for (int k = 0; k < n; k++) {
        int at = steps.row(k + 1);
        System.arraycopy(steps.data(), steps.row(k), steps.data(), at, sample.length);
        groups.get(order[k]).copy(sample, 0, steps.data(), at);
      }
      float[] scores = model.scores(steps, output);
      for (int k = 0; k < n; k++) {
        double added = (double) scores[k + 1] - scores[k];
        sums[order[k]] += added;
        squares[order[k]] += added * added;
      }
    }
    double[] values = new double[n];
    double[] errors = new double[n];
    for (int g = 0; g < n; g++) {
      values[g] = sums[g] / orders;
      double variance = Math.max(0, squares[g] / orders - values[g] * values[g]);
      errors[g] = Math.sqrt(variance / (orders - 1));
    }
    double base = mean(model.scores(others.inputs(), output));
    double score = model.scores(Matrix.of(sample, 1, sample.length), output)[0];
    return new ShapleyValues(List.copyOf(groups), values, errors, base, score);
  }

  private static void check(Explained model, float[] sample, int output, List<InputGroup> groups) {
    model.requireSample("sample", sample);
    model.requireOutput(output);
    InputGroup.check(groups, model.inputs());
    int inputs = groups.stream().mapToInt(group -> group.inputs().length).sum();
    if (inputs != model.inputs()) {
      throw new SettingException(
          "Shapley values need each of the %s inputs in a group; found %s."
              .formatted(model.inputs(), inputs));
    }
  }

  private static double mean(float[] scores) {
    return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).sum() / scores.length;
  }
}
