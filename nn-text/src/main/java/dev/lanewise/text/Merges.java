package dev.lanewise.text;

import dev.lanewise.DataException;

/** Merges that come from a text: each makes a token of two earlier ones. */
final class Merges {
  private final TokenList merges = new TokenList();

  /** How many bytes each token has. */
  private final TokenList lengths = new TokenList();

  Merges() {
    for (int i = 0; i < PairEncoding.BYTES; i++) {
      lengths.add(1);
    }
  }

  /**
   * Takes the next left or right token.
   *
   * @param number a whole number
   * @throws DataException if it is none of the earlier tokens, or the new token would be too long
   */
  void add(String number) {
    int token = parsed(number);
    if (token < 0 || token >= lengths.size()) {
      throw TokenizerReader.refused(
          "merges of earlier tokens, here from 0 to %s".formatted(lengths.size() - 1),
          Messages.quoted(number));
    }
    merges.add(token);
    if (merges.size() % 2 == 0) {
      int length = lengths.get(merges.get(merges.size() - 2)) + lengths.get(token);
      if (length > BytePairTokenizer.LONGEST) {
        throw TokenizerReader.refused(
            "tokens of at most %s bytes".formatted(BytePairTokenizer.LONGEST),
            "one of %s".formatted(length));
      }
      lengths.add(length);
      TokenizerReader.requireCount(lengths.size(), PairEncoding.BYTES);
    }
  }

  private static int parsed(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * The tokenizer.
   *
   * @throws DataException if half of a merge is missing, or a pair is merged twice
   */
  BytePairTokenizer tokenizer() {
    if (merges.size() % 2 != 0) {
      throw TokenizerReader.refused("two tokens for each merge", "one left over");
    }
    PairRanks ranks = new PairRanks(merges.toArray());
    if (!ranks.isDistinct()) {
      throw TokenizerReader.refused("each pair merged once", "one merged twice");
    }
    return new BytePairTokenizer(ranks);
  }
}
