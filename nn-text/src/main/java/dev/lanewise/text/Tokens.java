package dev.lanewise.text;

import dev.lanewise.DataException;
import java.util.Arrays;

/**
 * A text as tokens: in memory, or in a file that need not fit there ({@link TokenFile}). Safe to
 * share between threads.
 */
public interface Tokens {

  /** How many there are. */
  long size();

  /**
   * One of them.
   *
   * @param index from 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  int get(long index);

  /**
   * Copies tokens as floats, which hold every token exactly; allocates nothing.
   *
   * @param from the first token
   * @param count how many
   * @param to where to write them
   * @param at the index of the first one there
   * @throws IndexOutOfBoundsException if there are not as many, or no room for them; then nothing
   *     is written
   */
  void copy(long from, int count, float[] to, int at);

  /**
   * Tokens in memory: copies of these.
   *
   * @throws DataException if one of them is negative, or 2^24 or more, which floats cannot tell
   *     from others
   */
  static Tokens of(int... tokens) {
    int most = Arrays.stream(tokens).max().orElse(0);
    TokenPages pages = new TokenPages(most < TokenPages.MOST ? most + 1 : TokenPages.MOST);
    for (int token : tokens) {
      Vocabulary.require(token, TokenPages.MOST);
      pages.add(token);
    }
    return pages;
  }

  /**
   * Encodes a text into memory, 2 bytes a token, or 4 if there are more than 65,536 different ones.
   *
   * @throws DataException if the text is malformed, empty or cannot be read, has a character that
   *     the tokenizer does not know, or its tokens do not fit into memory: then use a {@link
   *     TokenFile}
   */
  static Tokens read(TextSource text, Tokenizer tokenizer) {
    return Memory.attempt(
        "Tokens", "Or write the tokens to a TokenFile.", () -> TokenPages.of(text, tokenizer));
  }
}
