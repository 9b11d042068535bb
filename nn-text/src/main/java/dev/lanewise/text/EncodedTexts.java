package dev.lanewise.text;

import java.util.List;

/**
 * The tokens of many texts, one behind the other.
 *
 * @param tokens all of them
 * @param starts where each text begins
 * @param lengths how many tokens it has
 */
record EncodedTexts(Tokens tokens, long[] starts, int[] lengths) {

  /** Encodes texts and keeps the first or last tokens of long ones. */
  static EncodedTexts of(List<TextSource> sources, Tokenizer tokenizer, int longest, KeptEnd kept) {
    return Memory.attempt("Labelled texts", "", () -> encoded(sources, tokenizer, longest, kept));
  }

  private static EncodedTexts encoded(
      List<TextSource> sources, Tokenizer tokenizer, int longest, KeptEnd kept) {
    TokenPages pages = new TokenPages(tokenizer.size());
    long[] starts = new long[sources.size()];
    int[] lengths = new int[sources.size()];
    Ring ring = new Ring(longest, kept);
    Encoding encoding = Encoding.of(tokenizer, ring::add);
    for (int i = 0; i < starts.length; i++) {
      sources.get(i).read(encoding::encode);
      starts[i] = pages.size();
      lengths[i] = ring.moveTo(pages);
    }
    return new EncodedTexts(pages, starts, lengths);
  }

  /** Keeps the first or the last of many tokens. */
  private static final class Ring {
    private final int longest;
    private final KeptEnd kept;
    private final TokenList tokens = new TokenList();

    /** Where the next token goes when the ring is full: the oldest one is there. */
    private int next;

    Ring(int longest, KeptEnd kept) {
      this.longest = longest;
      this.kept = kept;
    }

    void add(int token) {
      if (tokens.size() < longest) {
        tokens.add(token);
      } else if (kept == KeptEnd.LAST) {
        tokens.set(next, token);
        next = (next + 1) % longest;
      }
    }

    /** Appends the tokens to others, says how many there are, and starts anew. */
    int moveTo(TokenPages pages) {
      int length = tokens.size();
      for (int i = 0; i < length; i++) {
        pages.add(tokens.get((next + i) % length));
      }
      tokens.clear();
      next = 0;
      return length;
    }
  }
}
