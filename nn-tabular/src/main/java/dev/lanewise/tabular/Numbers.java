package dev.lanewise.tabular;

/**
 * Reads decimal numbers, the same under every locale: an optional sign, digits with or without a
 * point, an optional exponent. Nothing else that Java takes for a number is one.
 */
final class Numbers {

  private Numbers() {}

  /** The number, or NaN if the text is none, or one beyond the range of doubles. */
  static double parse(String text) {
    if (!isDecimal(text)) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static boolean isDecimal(String text) {
    int start = afterSign(text, 0);
    int point = afterDigits(text, start);
    int end = point < text.length() && text.charAt(point) == '.' ? point + 1 : point;
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
