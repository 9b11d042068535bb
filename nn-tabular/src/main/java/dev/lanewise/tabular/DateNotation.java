package dev.lanewise.tabular;

import dev.lanewise.SettingException;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How dates are written, with or without a time. Immutable and thread-safe. */
public final class DateNotation {
  private static final double SECONDS = 86_400;
  private static final double NANOS = SECONDS * 1e9;
  private static final int SHORTEST = 10;
  private static final int AFTER_YEAR = 4;
  private static final int AFTER_MONTH = 7;

  private static final DateTimeFormatter ISO_FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .appendPattern("['['VV']']")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Days that {@code java.time} has, whatever their offset. */
  static final double FARTHEST = 3e11;

  /** What tells that a pattern has a time. */
  private static final List<ChronoField> OF_TIME =
      List.of(ChronoField.HOUR_OF_DAY, ChronoField.HOUR_OF_AMPM, ChronoField.MINUTE_OF_HOUR);

  /** Parts in quotes, and letters for years. */
  private static final Pattern QUOTED_OR_YEAR = Pattern.compile("'[^']*'|y");

  private static final Pattern DIGITS =
      Pattern.compile(
          "(?:\\d{4}([./-])\\d{1,2}\\1\\d{1,2}|\\d{1,2}([./-])\\d{1,2}\\2(?:\\d{4}|\\d{2}))(?![\\d./-])");

  /** {@code 2026-01-31}, {@code 2026-01-31 23:59:59} and the other forms of ISO 8601. */
  public static final DateNotation ISO = new DateNotation("");

  private final String pattern;
  private final DateTimeFormatter formatter;

  private DateNotation(String pattern) {
    this.pattern = pattern;
    this.formatter = formatter(pattern);
  }

  /**
   * Dates of a pattern.
   *
   * @param pattern letters as {@link DateTimeFormatter} has them, such as {@code dd.MM.yyyy}; empty
   *     for ISO 8601
   * @throws SettingException if it is no pattern, does not tell the day, or tells a part of a time
   *     that leaves it open, such as {@code hh} without {@code a}
   */
  public static DateNotation of(String pattern) {
    return pattern.isEmpty() ? ISO : new DateNotation(pattern);
  }

  /** The pattern; empty for ISO 8601. */
  public String pattern() {
    return pattern;
  }

  private static DateTimeFormatter formatter(String pattern) {
    if (pattern.isEmpty()) {
      return ISO_FORMAT;
    }
    try {
      // Years are those of the calendar, not of an era, so that the 30th of February is no date.
      String ofCalendar =
          QUOTED_OR_YEAR
              .matcher(pattern)
              .replaceAll(
                  part -> Matcher.quoteReplacement(part.group().equals("y") ? "u" : part.group()));
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(ofCalendar, Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT);
      requireDay(formatter);
      return formatter;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new SettingException(
          "Dates: expected a pattern like dd.MM.yyyy or MM/dd/yyyy HH:mm; found %s (%s). See java.time.format.DateTimeFormatter."
              .formatted(Place.quoted(pattern), e.getMessage()));
    }
  }

  /** Reads a date that the formatter itself has written. */
  private static void requireDay(DateTimeFormatter formatter) {
    TemporalAccessor date = formatter.parse(formatter.format(Instant.EPOCH.atZone(ZoneOffset.UTC)));
    if (!date.isSupported(ChronoField.EPOCH_DAY)) {
      throw new IllegalArgumentException("it does not tell year, month and day");
    }
    if (!date.isSupported(ChronoField.NANO_OF_DAY)
        && OF_TIME.stream().anyMatch(date::isSupported)) {
      throw new IllegalArgumentException("it leaves the time open; H is an hour of the day");
    }
  }

  /** How messages describe a date. */
  String description() {
    return pattern.isEmpty() ? "a date like 2026-01-31" : "a date like " + pattern;
  }

  /** Whether a text may be a date of ISO 8601; most other texts are told apart by this. */
  static boolean looksLikeIso(String text) {
    return text.length() >= SHORTEST
        && text.charAt(AFTER_YEAR) == '-'
        && text.charAt(AFTER_MONTH) == '-';
  }

  /** Whether a text starts like a date of any pattern in digits, such as 31.01.2026 or 1/31/26. */
  static boolean looksLikeDate(String text) {
    return DIGITS.matcher(text.strip()).lookingAt();
  }

  /**
   * Days since the first of January 1970, with the time of the day as a fraction, in UTC if the
   * text tells how far from it; NaN if the text is no date.
   */
  double days(String text) {
    String date = text.strip();
    ParsePosition end = new ParsePosition(0);
    try {
      // Tells most of what is no date without an exception.
      boolean readable =
          formatter.parseUnresolved(date, end) != null && end.getIndex() == date.length();
      return readable ? days(formatter.parse(date)) : Double.NaN;
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }

  private static double days(TemporalAccessor date) {
    double day = date.getLong(ChronoField.EPOCH_DAY);
    double time =
        date.isSupported(ChronoField.NANO_OF_DAY) ? date.getLong(ChronoField.NANO_OF_DAY) : 0;
    double offset =
        date.isSupported(ChronoField.OFFSET_SECONDS) ? date.get(ChronoField.OFFSET_SECONDS) : 0;
    double days = day + time / NANOS - offset / SECONDS;
    return Math.abs(days) < FARTHEST ? days : Double.NaN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DateNotation notation && pattern.equals(notation.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern.isEmpty() ? "ISO 8601" : pattern;
  }
}
