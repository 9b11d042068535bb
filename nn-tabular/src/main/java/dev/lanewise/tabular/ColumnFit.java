package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

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

    private final int column;
    private final Imputation missing;
    private final Moments moments = new Moments();
    private final Optional<Median> median;
    private final Optional<Frequencies> frequencies;

    OfNumbers(int column, Imputation missing) {
      this.column = column;
      this.missing = missing;
      median = missing == Imputation.MEDIAN ? Optional.of(new Median()) : Optional.empty();
      frequencies =
          missing == Imputation.MOST_FREQUENT
              ? Optional.of(new Frequencies(column, MOST_DIFFERENT))
              : Optional.empty();
    }

    @Override
    public int column() {
      return column;
    }

    @Override
    public void add(Row row) {
      if (isUsable(row)) {
        double value = row.number(column);
        moments.add(value);
        median.ifPresent(values -> values.add(value));
        frequencies.ifPresent(values -> values.add(row, Double.toString(value)));
      }
    }

    @Override
    public void addAgain(Row row) {
      if (median.isPresent() && isUsable(row)) {
        median.get().add(row.number(column));
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
        case REFUSE -> OptionalDouble.empty();
        case MEAN -> OptionalDouble.of(moments.mean());
        case MEDIAN -> OptionalDouble.of(median.orElseThrow().median());
        case MOST_FREQUENT ->
            OptionalDouble.of(Numbers.parse(frequencies.orElseThrow().mostFrequent()));
      };
    }
  }

  /** Learns about categories. */
  final class OfCategories implements ColumnFit {
    private final int column;
    private final boolean replaces;
    private final Frequencies frequencies;

    OfCategories(int column, Imputation missing, int limit) {
      this.column = column;
      this.replaces = missing != Imputation.REFUSE;
      this.frequencies = new Frequencies(column, limit);
    }

    @Override
    public int column() {
      return column;
    }

    @Override
    public void add(Row row) {
      if (!row.isMissing(column)) {
        frequencies.add(row, row.text(column));
      } else if (!replaces) {
        throw row.missingError(column);
      }
    }

    @Override
    public boolean isEmpty() {
      return frequencies.texts().isEmpty();
    }

    Categories categories() {
      return Categories.sorted(frequencies.texts());
    }

    Optional<String> replacement() {
      return replaces ? Optional.of(frequencies.mostFrequent()) : Optional.empty();
    }
  }

  /** Runs a computation about a column and names the column if its values do not allow it. */
  static <T> T named(CsvTable table, ColumnFit fit, Supplier<T> computation) {
    String name = Place.quoted(table.columns().get(fit.column()));
    if (fit.isEmpty()) {
      throw Place.error(
          table.file(),
          "a value of column %s in the training rows".formatted(name),
          "none",
          "Remove the column, or complete it; a program can also ignore it (TableRecipe.ignoring).");
    }
    try {
      return computation.get();
    } catch (DataException e) {
      throw new DataException(
          "%s, column %s: %s".formatted(Place.name(table.file()), name, e.getMessage()), e);
    }
  }
}
