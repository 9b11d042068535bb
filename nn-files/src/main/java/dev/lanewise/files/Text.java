package dev.lanewise.files;

import dev.lanewise.SettingException;

/** Strings that come from files or go there. */
final class Text {
  private static final int LONGEST_SHOWN = 80;

  private Text() {}

  /** A string of a file as errors show it: short, in quotes, without control characters. */
  static String quoted(String text) {
    return "'" + clipped(text) + "'";
  }

  /** The beginning of a string, without control characters and halves of characters. */
  static String clipped(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_SHOWN)
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? shown + "..." : shown.toString();
  }

  /** Checks that a caller's string can be written as UTF-8 and read back. */
  static String requireUnicode(String what, String text) {
    if (!isUnicode(text)) {
      throw new SettingException(
          "%s %s: expected Unicode text; found half of a surrogate pair. Remove it."
              .formatted(what, quoted(text)));
    }
    return text;
  }

  /** Whether a string has no halves of surrogate pairs, which UTF-8 cannot express. */
  static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(Text::isSurrogate);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
