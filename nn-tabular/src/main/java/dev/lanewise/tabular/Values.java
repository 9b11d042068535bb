package dev.lanewise.tabular;

import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What values in memory mean, as texts in a file would. */
final class Values {

  /** Whole numbers up to here have a double each. */
  private static final double LARGEST_WHOLE = 0x1p53;

  /** What a missing value is in a file. */
  private static final String NOTHING = "";

  private Values() {}

  /** The kinds that have a meaning, for messages. */
  static final String KINDS = "a number, text, boolean, enum constant, date or null";

  /** The value of an optional one; null if there is none. */
  static @Nullable Object unwrapped(@Nullable Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.isPresent() ? optional.get() : null;
      case OptionalDouble number -> number.isPresent() ? number.getAsDouble() : null;
      case OptionalInt number -> number.isPresent() ? number.getAsInt() : null;
      case OptionalLong number -> number.isPresent() ? number.getAsLong() : null;
      case null, default -> value;
    };
  }

  /** Whether a value is of a kind that has a meaning. */
  static boolean isKnown(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Number _, CharSequence _, Boolean _, Character _, Enum<?> _, Temporal _ -> true;
      default -> false;
    };
  }

  /** The number; NaN if it is none, or beyond the range of doubles. */
  static double number(@Nullable Object value) {
    double number =
        switch (value) {
          case Number given -> given.doubleValue();
          case CharSequence text -> Numbers.parse(text.toString());
          case null, default -> Double.NaN;
        };
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  /** Whether it is a number that nobody knows. */
  static boolean isNaN(@Nullable Object value) {
    return value instanceof Number number && Double.isNaN(number.doubleValue());
  }

  /** The text; that of a whole number has no point. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> NOTHING;
      case Float number when isWhole(number) -> Long.toString(number.longValue());
      case Double number when isWhole(number) -> Long.toString(number.longValue());
      case BigDecimal number when isWhole(number) -> Long.toString(number.longValue());
      case Enum<?> constant -> constant.name();
      default -> value.toString();
    };
  }

  /** Tells large exponents apart before it compares all digits. */
  private static boolean isWhole(BigDecimal value) {
    return isWhole(value.doubleValue())
        && value.compareTo(BigDecimal.valueOf(value.longValue())) == 0;
  }

  private static boolean isWhole(double value) {
    return Math.abs(value) < LARGEST_WHOLE && value == Math.rint(value);
  }
}
