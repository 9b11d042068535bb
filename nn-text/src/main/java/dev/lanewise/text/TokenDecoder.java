package dev.lanewise.text;

/**
 * Gives the text of tokens as they come. A token may end in the middle of a character; then its
 * text comes with that of the token which completes it. Belongs to one thread.
 */
public interface TokenDecoder {

  /**
   * The text that one more token completes; may be empty.
   *
   * @throws dev.lanewise.DataException if the number is no token
   */
  String next(int token);

  /**
   * What is left at the end of a text: nothing, or the replacement character U+FFFD for a character
   * that is not complete. The next token begins another text.
   */
  String end();
}
