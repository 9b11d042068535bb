package dev.lanewise.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Numbers {
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-4;

  private Numbers() {}

  /** Four significant digits at most, in powers of ten if it is far from 1. */
  static String text(double value) {
    return text(value, 4);
  }

  static String text(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    double size = Math.abs(value);
    String text = rounded.toPlainString();
    if (size >= LARGE || size < SMALL) {
      int exponent = rounded.precision() - rounded.scale() - 1;
      text = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
    return text.replace('-', '−');
  }
}
