package dev.lanewise.files;

import dev.lanewise.LanewiseException;
import dev.lanewise.Printable;
import dev.lanewise.SettingException;

/** Strings that come from files or go there. */
final class Text {
  private static final int LONGEST_SHOWN = 80;
  private static final int LONGEST_CAUSE = 160;
  private static final int LONGEST_REASON = 400;

  private Text() {}

  /** A string of a file as errors show it: short, in quotes, with escapes for what would harm. */
  static String quoted(String text) {
    return "'" + clipped(text) + "'";
  }

  /** The beginning and the end of a string, where an error tells its reason. */
  static String clipped(String text) {
    return Printable.of(text, LONGEST_SHOWN);
  }

  /** What the library says of something that is in a file. */
  static String reason(LanewiseException error) {
    return Printable.of(String.valueOf(error.getMessage()), LONGEST_REASON);
  }

  /** What a failure says: its kind and, at the end, the name of a file and the reason. */
  static String cause(Exception failure) {
    return failure.getClass().getSimpleName()
        + ": "
        + Printable.of(String.valueOf(failure.getMessage()), LONGEST_CAUSE);
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
