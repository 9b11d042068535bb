package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Learns from training rows what the encoder of a column needs to know. */
sealed interface ColumnFit {

  /** The index of the column. */
  int column();

  /** Takes the value of a row. */
  void add(Row row);

  /** Takes the value of a row in a later pass, if one is needed. */
  default void addAgain(Row row) {}

  /** All rows have passed by. */
  default void endPass() {}

  /** Whether there was no value at all. */
  boolean isEmpty();

  /** Learns about numbers. */
  final class OfNumbers implements ColumnFit {

    /** Different values of which the most frequent is looked for. */
    private static final int MOST_DIFFERENT = 1 << 16;

    private static final String MANY =
        "Replace by the mean or the median (TableRecipe.withMissing).";

    private final int column;
    private final Imputation missing;
    private final ToDoubleFunction<Row> value;
    private final Moments moments = new Moments();
    private final Optional<Median> median;
    private final Optional<Frequencies> frequencies;

    /**
     * Begins.
     *
     * @param value tells the number of a row
     */
    OfNumbers(int column, Imputation missing, ToDoubleFunction<Row> value) {
      this.column = column;
      this.value = value;
      this.missing = missing;
      median = missing == Imputation.MEDIAN ? Optional.of(new Median()) : Optional.empty();
      frequencies =
          missing == Imputation.MOST_FREQUENT
              ? Optional.of(new Frequencies(column, MOST_DIFFERENT, MANY))
              : Optional.empty();
    }

    @Override
    public int column() {
      return column;
    }

    @Override
    public void add(Row row) {
      if (isUsable(row)) {
        double number = value.applyAsDouble(row);
        moments.add(number);
        median.ifPresent(values -> values.add(number));
        frequencies.ifPresent(values -> values.add(row, Double.toString(number)));
      }
    }

    @Override
    public void addAgain(Row row) {
      if (median.isPresent() && isUsable(row)) {
        median.get().add(value.applyAsDouble(row));
      }
    }

    @Override
    public void endPass() {
      median.filter(values -> moments.count() > 0).ifPresent(Median::endPass);
    }

    private boolean isUsable(Row row) {
      boolean absent = row.isMissing(column);
      if (absent && missing == Imputation.REFUSE) {
        throw row.missingError(column);
      }
      return !absent;
    }

    @Override
    public boolean isEmpty() {
      return moments.count() == 0;
    }

    NumberScale scale(Scaling scaling) {
      return moments.scale(scaling);
    }

    OptionalDouble replacement() {
      return switch (missing) {
        case REFUSE, OWN_CATEGORY -> OptionalDouble.empty();
        case MEAN -> OptionalDouble.of(moments.mean());
        case MEDIAN -> OptionalDouble.of(median.orElseThrow().median());
        case MOST_FREQUENT ->
            OptionalDouble.of(Numbers.parse(frequencies.orElseThrow().mostFrequent()));
      };
    }
  }

  /** Learns about dates: their days, and whether any has a time. */
  final class OfDates implements ColumnFit {
    private final OfNumbers days;
    private boolean time;

    OfDates(int column, Imputation missing, DateNotation notation) {
      days =
          new OfNumbers(
              column,
              missing,
              row -> {
                double value = row.date(column, notation);
                time |= value != Math.floor(value);
                return value;
              });
    }

    @Override
    public int column() {
      return days.column();
    }

    @Override
    public void add(Row row) {
      days.add(row);
    }

    @Override
    public void addAgain(Row row) {
      days.addAgain(row);
    }

    @Override
    public void endPass() {
      days.endPass();
    }

    @Override
    public boolean isEmpty() {
      return days.isEmpty();
    }

    DateFeature feature(String name, DateNotation notation) {
      return new DateFeature(name, notation, time, days.moments.standard(), days.replacement());
    }
  }

  /** Learns about categories. */
  final class OfCategories implements ColumnFit {

    /** What missing ones are called that are a category of their own. */
    private static final String MISSING = "(missing)";

    private static final String MANY =
        "Leave the column out (TableRecipe.ignoring), declare it one of numbers or dates if it is"
            + " (TableRecipe.withType), or raise the limit (CategoryRule.withLimit).";

    private final int column;
    private final CategoryRule rule;
    private final Frequencies frequencies;
    private boolean anyMissing;

    OfCategories(int column, CategoryRule rule, boolean target) {
      this.column = column;
      this.rule = rule;
      this.frequencies = new Frequencies(column, rule.limit(), target ? ClassColumn.MANY : MANY);
    }

    @Override
    public int column() {
      return column;
    }

    @Override
    public void add(Row row) {
      if (!row.isMissing(column)) {
        frequencies.add(row, row.text(column));
        return;
      }
      switch (rule.missing()) {
        case OWN_CATEGORY -> anyMissing = true;
        case MOST_FREQUENT -> {}
        default -> throw row.missingError(column);
      }
    }

    @Override
    public boolean isEmpty() {
      return frequencies.texts().isEmpty();
    }

    Categories categories() {
      List<String> names = new ArrayList<>(Categories.sorted(frequencies.texts()).names());
      if (anyMissing && !names.contains(MISSING)) {
        names.add(MISSING);
      }
      return Categories.of(names);
    }

    CategoryFeature feature(String name) {
      return new CategoryFeature(
          name, categories(), rule.code(), rule.unknown(), replacement(), substitute());
    }

    private Optional<String> replacement() {
      return switch (rule.missing()) {
        case MOST_FREQUENT -> Optional.of(frequencies.mostFrequent());
        case OWN_CATEGORY -> anyMissing ? Optional.of(MISSING) : untrained();
        default -> Optional.empty();
      };
    }

    /** A category that no training row is of has no weights of its own. */
    private Optional<String> untrained() {
      return rule.unknown() == UnknownCategory.REFUSE
          ? Optional.of(frequencies.mostFrequent())
          : Optional.empty();
    }

    private Optional<String> substitute() {
      return rule.unknown() == UnknownCategory.MOST_FREQUENT
          ? Optional.of(frequencies.mostFrequent())
          : Optional.empty();
    }
  }

  /** Learns about a target, which must not be missing. */
  record OfTarget(ColumnFit fit) implements ColumnFit {
    @Override
    public int column() {
      return fit.column();
    }

    @Override
    public void add(Row row) {
      if (row.isMissing(column())) {
        throw row.missingTargetError(column());
      }
      fit.add(row);
    }

    @Override
    public boolean isEmpty() {
      return fit.isEmpty();
    }
  }

  /** Runs a computation about a column and names the column if its values do not allow it. */
  static <T> T named(Table table, ColumnFit fit, Supplier<T> computation) {
    String name = Place.quoted(table.columns().get(fit.column()));
    if (fit.isEmpty()) {
      throw Place.error(
          table.name(),
          "a value of column %s in the training rows".formatted(name),
          "none",
          "Complete the column, remove it, or ignore it (TableRecipe.ignoring).");
    }
    try {
      return computation.get();
    } catch (DataException e) {
      throw new DataException("%s, column %s: %s".formatted(table.name(), name, e.getMessage()), e);
    }
  }
}
