package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.random.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Random parts of a data set as sets of indices: pure functions of their arguments, the same on
 * every machine. Stratified parts have the classes in the same shares as the whole.
 *
 * <p>Give the indices to {@link Subset#of}. They ascend, so that a subset of a file is read in the
 * file's order.
 */
public final class Splits {

  private Splits() {}

  /**
   * Splits samples at random.
   *
   * @param size the number of samples
   * @param validation the share of the validation part, from 0 to 1
   * @param test the share of the test part, from 0 to 1; a part gets {@code round(share * size)}
   * @throws SettingException if the shares leave nothing for training, or one is out of range
   */
  public static Split random(int size, double validation, double test, long seed) {
    return stratified(new int[size], validation, test, seed);
  }

  /**
   * Splits samples with a class each, so that a class of {@code n} samples has {@code share * n} of
   * them in a part, give or take one. A class keeps at least one sample for training; where that
   * takes the last one, the other parts get fewer in all than {@code round(share * size)}.
   *
   * @param labels the class index of each sample, as {@link #labels} reads them
   * @param validation the share of the validation part, from 0 to 1
   * @param test the share of the test part, from 0 to 1
   * @throws DataException if there are no samples, or a label is negative
   * @throws SettingException if the shares leave nothing for training, or one is out of range
   */
  public static Split stratified(int[] labels, double validation, double test, long seed) {
    requireShare("validation", validation);
    requireShare("test", test);
    if (validation + test >= 1) {
      throw new SettingException(
          ("Split: expected shares of validation and test that leave something for training; "
                  + "found %s and %s. Choose smaller ones.")
              .formatted(validation, test));
    }
    int[][] classes = shuffledClasses(labels, seed);
    int[] room =
        Arrays.stream(classes).mapToInt(members -> Math.max(0, members.length - 1)).toArray();
    int[] tests = quotas(classes, room, test);
    Arrays.setAll(room, c -> room[c] - tests[c]);
    int[] validations = quotas(classes, room, validation);
    return new Split(
        part(classes, c -> tests[c] + validations[c], c -> classes[c].length),
        part(classes, c -> tests[c], c -> tests[c] + validations[c]),
        part(classes, c -> 0, c -> tests[c]));
  }

  /**
   * The parts of a cross-validation: each sample validates in one of them and trains in the others.
   * The validation parts differ in size by one at most.
   *
   * @param size the number of samples
   * @param folds the number of parts, from 2 to {@code size}
   * @return as many splits, whose test parts are empty
   * @throws SettingException if the number of folds is out of range
   */
  public static List<Split> folds(int size, int folds, long seed) {
    return stratifiedFolds(new int[size], folds, seed);
  }

  /**
   * The parts of a cross-validation in which the samples of a class, too, are spread evenly: their
   * number in the validation parts differs by one at most. A class with a single sample is missing
   * from the training part of one fold.
   *
   * @param labels the class index of each sample, as {@link #labels} reads them
   * @param folds the number of parts, from 2 to the number of samples
   * @return as many splits, whose test parts are empty
   * @throws DataException if there are no samples, or a label is negative
   * @throws SettingException if the number of folds is out of range
   */
  public static List<Split> stratifiedFolds(int[] labels, int folds, long seed) {
    int[] order =
        Arrays.stream(shuffledClasses(labels, seed)).flatMapToInt(Arrays::stream).toArray();
    if (folds < 2 || folds > order.length) {
      throw new SettingException(
          ("Cross-validation: expected from 2 folds to one a sample (%s); "
                  + "found %s. Choose another number of folds.")
              .formatted(order.length, folds));
    }
    return IntStream.range(0, folds).mapToObj(fold -> fold(order, folds, fold)).toList();
  }

  /**
   * The classes of a data set's samples, which are read one after the other.
   *
   * @throws DataException if the samples have several targets, or one that is no class index
   */
  public static int[] labels(Dataset dataset) {
    if (dataset.targetColumns() != 1) {
      throw new DataException(
          ("Labels: expected 1 target a sample, a class index; found %s. "
                  + "Use a split that is not stratified.")
              .formatted(dataset.targetColumns()));
    }
    Matrix inputs = Matrix.allocate(1, dataset.inputShape().size());
    Matrix targets = Matrix.allocate(1, 1);
    int[] labels = new int[dataset.size()];
    for (int i = 0; i < labels.length; i++) {
      dataset.read(i, inputs, targets, 0);
      labels[i] = (int) targets.get(0, 0);
      if (labels[i] != targets.get(0, 0) || labels[i] < 0) {
        throw new DataException(
            ("Target of sample %s: expected a class index, 0 or a positive integer; "
                    + "found %s. Use a split that is not stratified for regressions.")
                .formatted(i, targets.get(0, 0)));
      }
    }
    return Labels.checked(labels, labels.length);
  }

  /** The samples of each class in random order. */
  private static int[][] shuffledClasses(int[] labels, long seed) {
    if (labels.length == 0) {
      throw new DataException("Expected at least 1 sample to split; found none.");
    }
    int[] checked = Labels.checked(labels, labels.length);
    int[] counts = new int[Labels.classes(checked)];
    for (int label : checked) {
      counts[label]++;
    }
    int[][] classes = new int[counts.length][];
    Arrays.setAll(classes, c -> new int[counts[c]]);
    for (int i = checked.length - 1; i >= 0; i--) {
      classes[checked[i]][--counts[checked[i]]] = i;
    }
    for (int c = 0; c < classes.length; c++) {
      SampleOrder.shuffle(classes[c], 0, classes[c].length, Seeds.mix(seed, c));
    }
    return classes;
  }

  /**
   * How many samples each class gives to a part: the share of its size, rounded down, and one more
   * for those that lost most by rounding (Hamilton's method), but never more than it has room for.
   */
  private static int[] quotas(int[][] classes, int[] room, double share) {
    int[] quotas = new int[classes.length];
    double[] lost = new double[classes.length];
    long size = 0;
    long given = 0;
    for (int c = 0; c < quotas.length; c++) {
      double exact = share * classes[c].length;
      quotas[c] = (int) Math.min(exact, room[c]);
      lost[c] = exact - quotas[c];
      size += classes[c].length;
      given += quotas[c];
    }
    long missing = Math.round(share * size) - given;
    IntStream.range(0, quotas.length)
        .filter(c -> quotas[c] < room[c])
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -lost[c]).thenComparing(c -> c))
        .limit(Math.max(0, missing))
        .forEach(c -> quotas[c]++);
    return quotas;
  }

  /** The samples of all classes from a position within the class to another, in ascending order. */
  private static int[] part(int[][] classes, IntUnaryOperator from, IntUnaryOperator to) {
    return IntStream.range(0, classes.length)
        .flatMap(c -> Arrays.stream(classes[c], from.applyAsInt(c), to.applyAsInt(c)))
        .sorted()
        .toArray();
  }

  private static Split fold(int[] order, int folds, int fold) {
    return new Split(
        pick(order, i -> i % folds != fold), pick(order, i -> i % folds == fold), new int[0]);
  }

  private static int[] pick(int[] order, IntPredicate positions) {
    return IntStream.range(0, order.length).filter(positions).map(i -> order[i]).sorted().toArray();
  }

  private static void requireShare(String part, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new SettingException(
          "Split: the share of the %s part must be at least 0 and below 1; found %s."
              .formatted(part, share));
    }
  }
}
