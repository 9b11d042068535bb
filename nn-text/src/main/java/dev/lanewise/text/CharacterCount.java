package dev.lanewise.text;

/** Counts the characters that a range of tokens stands for. Belongs to one thread. */
final class CharacterCount {
  /** The first two bits of a byte of UTF-8, and what they are if a character goes on. */
  private static final int HEAD = 0xc0;

  private static final int CONTINUED = 0x80;

  private final long first;
  private final long end;
  private long tokens;
  private long characters;

  /** For the tokens from the first one to the one before the end. */
  CharacterCount(long first, long end) {
    this.first = first;
    this.end = end;
  }

  long characters() {
    return characters;
  }

  /** Goes through texts for this count; words are counted as they are, known or not. */
  Encoding encoding(Tokenizer tokenizer) {
    return switch (tokenizer) {
      case CharacterTokenizer known -> Encoding.of(known, token -> add(1));
      case WordTokenizer words ->
          text -> new WordCut(word -> add(word.codePointCount(0, word.length()))).all(text);
      case BytePairTokenizer pairs -> Encoding.of(pairs, token -> add(heads(pairs.bytesOf(token))));
    };
  }

  private void add(int ofToken) {
    if (tokens >= first && tokens < end) {
      characters += ofToken;
    }
    tokens++;
  }

  /** Bytes that are the first of a character. */
  private static int heads(byte[] bytes) {
    int heads = 0;
    for (byte b : bytes) {
      heads += (b & HEAD) == CONTINUED ? 0 : 1;
    }
    return heads;
  }
}
