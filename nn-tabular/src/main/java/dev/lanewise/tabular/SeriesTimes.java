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

  private static final double SECONDS = 86_400;
  private static final double LARGEST_WHOLE = 0x1p53;
  private static final int DATE = 10;
  private static final int TO_MINUTES = 16;
  private static final int TO_SECONDS = 19;

  /** Whether the last so many times are equally far apart. */
  boolean isEven(int rows) {
    int first = values.length - rows;
    if (first < 0 || rows < 2) {
      return false;
    }
    double step = step(rows);
    for (int i = first + 1; i < values.length; i++) {
      if (Math.abs(values[i] - values[i - 1] - step) > TOLERANCE * step) {
        return false;
      }
    }
    return true;
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
      String text = dates.isPresent() ? date(step * i) : number(step, i);
      if (text.isEmpty()) {
        return List.of();
      }
      texts.add(text);
    }
    return texts;
  }

  private String number(double step, int steps) {
    double value = values[values.length - 1] + step * steps;
    double whole = Math.rint(value);
    boolean isWhole =
        Math.abs(value - whole) <= TOLERANCE * step && Math.abs(whole) < LARGEST_WHOLE;
    return isWhole ? Long.toString((long) whole) : Numbers.text(value, TOLERANCE * step);
  }

  /** A date of ISO 8601 without an offset, as the last one is written; empty if that is another. */
  private String date(double later) {
    String text = last.strip();
    double days = values[values.length - 1] + later;
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
