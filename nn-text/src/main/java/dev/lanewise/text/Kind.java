package dev.lanewise.text;

/** What a character is for those who cut texts into pieces. */
enum Kind {
  /** Part of a word. */
  LETTER,
  /** Part of a number. */
  DIGIT,
  /** White space, line breaks included. */
  SPACE,
  /** Belongs to the character before it: an accent, say, or what joins emoji. */
  MARK,
  /** Punctuation, symbols, control characters. */
  OTHER;

  private static final int NEXT_LINE = 0x85;

  /** The kind of a character, as the Unicode version of the JDK has it. */
  static Kind of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.FORMAT ->
          MARK;
      default -> isControlSpace(codePoint) ? SPACE : OTHER;
    };
  }

  private static boolean isControlSpace(int codePoint) {
    return (codePoint >= '\t' && codePoint <= '\r') || codePoint == NEXT_LINE;
  }

  static boolean isApostrophe(int codePoint) {
    return codePoint == '\'' || codePoint == '\u2019';
  }
}
