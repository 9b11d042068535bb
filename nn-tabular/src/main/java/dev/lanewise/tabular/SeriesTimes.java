package dev.lanewise.tabular;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The times of a series, which ascend, and how they go on.
 *
 * @param values numbers, or days since 1970
 * @param dates how they are written, if they are dates
 * @param last the text of the last one
 */
record SeriesTimes(double[] values, Optional<DateNotation> dates, String last) {

  /** Differences may vary by rounding, as those of tenths do. */
  private static final double TOLERANCE = 1e-6;

  /** A gap is at least so many usual steps, which are at least such a share of all. */
  private static final double LEAST_GAP = 1.5;

  private static final double CLEAR = 0.9;

  private static final double SECONDS = 86_400;
  private static final double LARGEST_WHOLE = 0x1p53;
  private static final int DATE = 10;
  private static final int TO_MINUTES = 16;
  private static final int TO_SECONDS = 19;

  /** Whether the last so many times, at least 3, are equally far apart. */
  boolean isEven(int rows) {
    int first = values.length - rows;
    if (first < 0 || rows < 3) {
      return false;
    }
    double step = step(rows);
    for (int i = first + 1; i < values.length; i++) {
      if (!isEqual(values[i] - values[i - 1], step)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Gaps between the times, if nearly all others are equally far apart; months are not, nor are
   * workdays.
   */
  Optional<SeriesGaps> gaps() {
    double usual = usualStep();
    int equal = 0;
    int gaps = 0;
    int first = 0;
    for (int i = 1; i < values.length; i++) {
      double step = values[i] - values[i - 1];
      if (isEqual(step, usual)) {
        equal++;
      } else if (step > LEAST_GAP * usual) {
        gaps++;
        first = gaps == 1 ? i : first;
      }
    }
    if (gaps == 0 || equal < CLEAR * (values.length - 1)) {
      return Optional.empty();
    }
    double missing = Math.rint((values[first] - values[first - 1]) / usual) - 1;
    return Optional.of(new SeriesGaps(gaps, first, text(first - 1), missing));
  }

  /** The step of more than half of the rows, if there is one: Boyer and Moore's majority vote. */
  private double usualStep() {
    double candidate = 0;
    int votes = 0;
    for (int i = 1; i < values.length; i++) {
      double step = values[i] - values[i - 1];
      if (votes == 0) {
        candidate = step;
      }
      votes += isEqual(step, candidate) ? 1 : -1;
    }
    return candidate;
  }

  private static boolean isEqual(double step, double other) {
    return Math.abs(step - other) <= TOLERANCE * other;
  }

  /** A time as the last one is written; empty if it is not clear how. */
  private String text(int row) {
    return dates.isPresent() ? date(values[row]) : number(values[row], TOLERANCE * usualStep());
  }

  private double step(int rows) {
    return (values[values.length - 1] - values[values.length - rows]) / (rows - 1);
  }

  /**
   * The texts of the next times, if the last {@code rows} are equally far apart and written such
   * that it is clear how to go on; otherwise none.
   */
  List<String> next(int count, int rows) {
    if (!isEven(rows)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    double step = step(rows);
    for (int i = 1; i <= count; i++) {
      double value = values[values.length - 1] + step * i;
      String text = dates.isPresent() ? date(value) : number(value, TOLERANCE * step);
      if (text.isEmpty()) {
        return List.of();
      }
      texts.add(text);
    }
    return texts;
  }

  private static String number(double value, double tolerance) {
    double whole = Math.rint(value);
    boolean isWhole = Math.abs(value - whole) <= tolerance && Math.abs(whole) < LARGEST_WHOLE;
    return isWhole ? Long.toString((long) whole) : Numbers.text(value, tolerance);
  }

  /** A date of ISO 8601 without an offset, as the last one is written; empty if that is another. */
  private String date(double days) {
    String text = last.strip();
    if (!dates.equals(Optional.of(DateNotation.ISO))
        || !DateNotation.looksLikeIso(text)
        || !(Math.abs(days) < DateNotation.FARTHEST)) {
      return "";
    }
    long seconds = Math.round(days * SECONDS);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    boolean midnight = time.toLocalTime().toSecondOfDay() == 0;
    return switch (text.length()) {
      case DATE -> midnight ? time.toLocalDate().toString() : "";
      case TO_MINUTES -> time.getSecond() == 0 ? format(time, text, "HH:mm") : "";
      case TO_SECONDS -> format(time, text, "HH:mm:ss");
      default -> "";
    };
  }

  private static String format(LocalDateTime time, String like, String clock) {
    return time.toLocalDate()
        + like.substring(DATE, DATE + 1)
        + time.format(DateTimeFormatter.ofPattern(clock, Locale.ROOT));
  }
}
