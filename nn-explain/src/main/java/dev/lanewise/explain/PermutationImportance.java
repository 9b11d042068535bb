package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.SampleOrder;
import dev.lanewise.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * How much worse a model gets if a group of inputs is mixed among the samples, so that it tells
 * nothing any more (Breiman 2001, "Random forests"; Fisher, Rudin and Dominici 2019). Of inputs
 * that go together each seems less important than they are together.
 *
 * @param groups what is mixed, one after the other
 * @param loss the mean of which grows
 */
public record PermutationImportance(List<InputGroup> groups, SampleLoss loss) {

  /** Copies the list. */
  public PermutationImportance {
    groups = List.copyOf(groups);
  }

  /**
   * The importance of a group.
   *
   * @param name of the group
   * @param increase of the mean loss
   * @param error its standard error; 0 if it is exact
   */
  public record Importance(String name, double increase, double error) {}

  /**
   * The mean over random permutations, as scikit-learn draws it.
   *
   * @param repeats permutations of each group, at least 2
   * @param seed of the permutations
   * @return for each group, in their order
   * @throws SettingException if a group has inputs that the model has not, or repeats are too few
   */
  public List<Importance> sampled(Explained model, Dataset data, int repeats, long seed) {
    if (repeats < 2) {
      throw new SettingException(
          "Permutation importance: repeats must be at least 2; found " + repeats + ".");
    }
    InputGroup.check(groups, model.inputs());
    Samples samples = Samples.of(data);
    double before = samples.loss(model, samples.inputs(), loss);
    int[] order = new int[samples.count()];
    List<Importance> all = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      double[] increases = new double[repeats];
      for (int repeat = 0; repeat < repeats; repeat++) {
        SampleOrder.shuffled(order, Seeds.mix(seed, g), repeat);
        Matrix mixed = samples.copy();
        for (int row = 0; row < order.length; row++) {
          int from = samples.inputs().row(order[row]);
          groups.get(g).copy(samples.inputs().data(), from, mixed.data(), mixed.row(row));
        }
        increases[repeat] = samples.loss(model, mixed, loss) - before;
      }
      all.add(new Importance(groups.get(g).name(), mean(increases), error(increases)));
    }
    return all;
  }

  /**
   * The expectation over all permutations: each sample with the group's numbers of each sample. It
   * takes as many evaluations as the square of the number of samples.
   *
   * @return for each group, in their order
   * @throws SettingException if a group has inputs that the model has not
   */
  public List<Importance> exact(Explained model, Dataset data) {
    InputGroup.check(groups, model.inputs());
    Samples samples = Samples.of(data);
    double before = samples.loss(model, samples.inputs(), loss);
    int n = samples.count();
    List<Importance> all = new ArrayList<>();
    for (InputGroup group : groups) {
      double[] losses = new double[n];
      for (int shift = 0; shift < n; shift++) {
        Matrix mixed = samples.copy();
        for (int row = 0; row < n; row++) {
          int from = samples.inputs().row((row + shift) % n);
          group.copy(samples.inputs().data(), from, mixed.data(), mixed.row(row));
        }
        losses[shift] = samples.loss(model, mixed, loss);
      }
      all.add(new Importance(group.name(), mean(losses) - before, 0));
    }
    return all;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The standard error of the mean. */
  private static double error(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
