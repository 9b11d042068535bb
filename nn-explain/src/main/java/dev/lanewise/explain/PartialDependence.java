package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a score depends on a group of inputs (Friedman 2001, "Greedy function approximation"): each
 * sample gets the same values there, one after the other. One curve for each sample (individual
 * conditional expectation, Goldstein et al. 2015), and their mean. Where inputs go together, some
 * of these samples cannot exist.
 *
 * @param values for each place of the curve the numbers of the group
 * @param curves for each sample its scores along the values
 * @param mean of the curves
 */
public record PartialDependence(List<float[]> values, float[][] curves, double[] mean) {

  /**
   * The curves of a score.
   *
   * @param values for each place of the curve as many numbers as the group has inputs
   * @throws SettingException if there are none, they do not fit the group, or the model has no such
   *     inputs or score
   */
  public static PartialDependence of(
      Explained model, Dataset data, InputGroup group, List<float[]> values, int output) {
    InputGroup.check(List.of(group), model.inputs());
    model.requireOutput(output);
    if (values.isEmpty()
        || values.stream().anyMatch(each -> each.length != group.inputs().length)) {
      throw new SettingException(
          "Partial dependence on '%s': expected values of %s numbers each, at least one; found %s."
              .formatted(
                  group.name(),
                  group.inputs().length,
                  values.stream().map(Arrays::toString).toList()));
    }
    Samples samples = Samples.of(data);
    float[][] curves = new float[samples.count()][values.size()];
    double[] mean = new double[values.size()];
    for (int v = 0; v < mean.length; v++) {
      Matrix changed = samples.copy();
      for (int row = 0; row < curves.length; row++) {
        for (int i = 0; i < group.inputs().length; i++) {
          changed.data()[changed.row(row) + group.inputs()[i]] = values.get(v)[i];
        }
      }
      float[] scores = model.scores(changed, output);
      for (int row = 0; row < curves.length; row++) {
        curves[row][v] = scores[row];
        mean[v] += scores[row];
      }
      mean[v] /= curves.length;
    }
    return new PartialDependence(List.copyOf(values), curves, mean);
  }

  /**
   * Values for a single input: those that occur, if they are no more than {@code points}, else so
   * many at equal distances from the one below which a twentieth of the samples is to the one above
   * which a twentieth is.
   *
   * @param points at least 2
   */
  public static List<float[]> grid(Dataset data, int input, int points) {
    if (points < 2) {
      throw new SettingException(
          "Partial dependence: a grid needs at least 2 points; found " + points + ".");
    }
    Samples samples = Samples.of(data);
    float[] sorted = new float[samples.count()];
    for (int row = 0; row < sorted.length; row++) {
      sorted[row] = samples.inputs().get(row, input);
    }
    Arrays.sort(sorted);
    List<float[]> grid = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        grid.add(new float[] {sorted[i]});
      }
    }
    if (grid.size() <= points) {
      return grid;
    }
    double low = sorted[sorted.length / 20];
    double high = sorted[sorted.length - 1 - sorted.length / 20];
    grid.clear();
    for (int i = 0; i < points; i++) {
      grid.add(new float[] {(float) (low + (high - low) * i / (points - 1))});
    }
    return grid;
  }
}
