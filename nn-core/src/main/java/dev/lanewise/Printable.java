package dev.lanewise;

/**
 * Texts from elsewhere, such as file names, labels and the reasons of errors, as messages and
 * terminals show them: on one line, and with escapes such as {@code \u001b} for characters that
 * change what a terminal shows of the others.
 */
public final class Printable {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Printable() {}

  /** The whole text. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  /**
   * Some of the text: if it is longer, its beginning and its end, where a path has the file's name
   * and an error its reason.
   *
   * @param longest the most characters to show of the text, at least 2
   */
  public static String of(String text, int longest) {
    int[] points = text.codePoints().toArray();
    if (points.length <= longest) {
      return of(text);
    }
    int start = longest / 3;
    int end = longest - start;
    return of(new String(points, 0, start))
        + "..."
        + of(new String(points, points.length - end, end));
  }

  /** Whether a character is shown as an escape. */
  public static boolean isEscaped(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Two invisible characters belong to words of Persian and to emoji; the others turn the
      // direction of the text around them, or hide.
      case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }

  private static void append(StringBuilder shown, int codePoint) {
    if (!isEscaped(codePoint)) {
      shown.appendCodePoint(codePoint);
      return;
    }
    for (char c : Character.toChars(codePoint)) {
      shown.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        shown.append(Character.forDigit(c >> shift & 0xf, 16));
      }
    }
  }
}
