package dev.lanewise.tabular;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads decimal numbers, the same under every locale: an optional sign, digits with or without a
 * decimal point (or comma, if that is the format), an optional exponent, and spaces around all of
 * it. Nothing else that Java takes for a number is one.
 */
final class Numbers {

  /** Longer texts are not meant as numbers. */
  private static final int LONGEST_NOTATION = 64;

  private static final String SPACES = "[\\s\\p{Z}]*+";
  private static final String DIGITS =
      "(?:\\p{Nd}{1,3}([.,'\u2019_\u066c\\p{Zs}])\\p{Nd}{3}(?:\\1\\p{Nd}{3})*(?:(?!\\1)[.,\u066b]\\p{Nd}*+)?"
          + "|\\p{Nd}++(?:[.,\u066b]\\p{Nd}*+)?"
          + "|[.,\u066b]\\p{Nd}++)";

  /**
   * Decimal commas, separated thousands, percents, money, numbers beyond the range of doubles,
   * infinities, digits and signs of other scripts.
   */
  private static final Pattern OTHER_NOTATION =
      Pattern.compile(
          String.join(
              SPACES,
              "",
              "\\(?[+\u2212-]?",
              "\\p{Sc}?",
              "[+\u2212-]?",
              DIGITS + "(?:[eE][+\u2212-]?\\p{Nd}++)?",
              "[%\u2030\u066a\\p{Sc}]?",
              "\\)?",
              "|[+\u2212-]?(?i:inf(?:inity)?|\u221e)"));

  /** A number and what may be its unit, such as {@code kg}, {@code km/h} or {@code USD}. */
  private static final Pattern WITH_UNIT =
      Pattern.compile(
          String.join(
              SPACES,
              "",
              "[+\u2212-]?",
              DIGITS,
              "([\\p{L}\u00b0/][\\p{L}/\u00b2\u00b3]{0,3})",
              ""));

  private Numbers() {}

  /** The number, or NaN if the text is none, or one beyond the range of doubles. */
  static double parse(String text) {
    return parse(text, '.');
  }

  /** The same with another sign before the decimals. */
  static double parse(String text, char decimal) {
    String number = text.strip();
    if (!isDecimal(number, decimal)) {
      return Double.NaN;
    }
    double value = Double.parseDouble(decimal == '.' ? number : number.replace(decimal, '.'));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** Whether a text that {@code parse} does not take is a number as people or programs write it. */
  static boolean isOtherNotation(String text) {
    return text.length() <= LONGEST_NOTATION && OTHER_NOTATION.matcher(text).matches();
  }

  /** The unit behind a number, if the text is nothing else. */
  static Optional<String> unit(String text) {
    Matcher matcher = WITH_UNIT.matcher(text);
    return text.length() <= LONGEST_NOTATION && matcher.matches()
        ? Optional.of(matcher.group(2))
        : Optional.empty();
  }

  /** A number in the fewest digits that leave it within a distance of its value. */
  static String text(double value, double distance) {
    int digits = (int) -Math.floor(StrictMath.log10(Math.max(distance, Math.ulp(value))));
    BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
    return Double.toString(rounded.doubleValue());
  }

  private static boolean isDecimal(String text, char decimal) {
    int start = afterSign(text, 0);
    int point = afterDigits(text, start);
    int end = point < text.length() && text.charAt(point) == decimal ? point + 1 : point;
    int mantissa = afterDigits(text, end);
    int digits = point - start + mantissa - end;
    return digits > 0 && (mantissa == text.length() || isExponent(text, mantissa));
  }

  private static boolean isExponent(String text, int at) {
    int start = afterSign(text, at + 1);
    return (text.charAt(at) | 0x20) == 'e'
        && start < text.length()
        && afterDigits(text, start) == text.length();
  }

  private static int afterSign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  private static int afterDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
