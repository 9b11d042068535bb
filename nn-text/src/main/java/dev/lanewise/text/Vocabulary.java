package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;

/** How many tokens a tokenizer may have, and which numbers are tokens. */
final class Vocabulary {
  /** The most tokens of words and of byte pairs. */
  static final int MOST = 1 << 18;

  private Vocabulary() {}

  /** Refuses a size that is too small or too large. */
  static void requireSize(String tokenizer, int size, int least) {
    if (size < least || size > MOST) {
      throw new SettingException(
          "%s: expected a size from %s to %s tokens; found %s. Choose another one."
              .formatted(tokenizer, least, MOST, size));
    }
  }

  /**
   * Refuses what is no token.
   *
   * @throws DataException if the number is negative, or not below the size
   */
  static int require(int token, int size) {
    if (token < 0 || token >= size) {
      throw Messages.error(
          "Token",
          "a number from 0 to %s".formatted(size - 1),
          String.valueOf(token),
          "Use the tokenizer that the model was trained with.");
    }
    return token;
  }
}
