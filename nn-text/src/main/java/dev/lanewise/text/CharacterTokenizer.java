package dev.lanewise.text;

import dev.lanewise.DataException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * A token for each different character (code point) of a text, in the order of their numbers in
 * Unicode. Other characters are refused, so train it on all that it will see. Decoding gives the
 * text back.
 */
public final class CharacterTokenizer implements Tokenizer {
  private static final int UNKNOWN = -1;

  /** Characters below this are looked up in a table. */
  private static final int TABLE = 1 << 11;

  private final int[] characters;
  private final int[] table = new int[TABLE];

  /** Takes over code points that ascend. */
  CharacterTokenizer(int[] characters) {
    this.characters = characters;
    Arrays.fill(table, UNKNOWN);
    for (int i = 0; i < characters.length && characters[i] < TABLE; i++) {
      table[characters[i]] = i;
    }
  }

  /**
   * Learns the characters of a text.
   *
   * @throws DataException if it is malformed, empty or cannot be read
   */
  public static CharacterTokenizer train(TextSource text) {
    BitSet seen = new BitSet();
    text.read(characters -> {
      for (int c = characters.next(); c != CodePoints.END; c = characters.next()) {
        seen.set(c);
      }
    });
    return new CharacterTokenizer(seen.stream().toArray());
  }

  @Override
  public int size() {
    return characters.length;
  }

  /** The characters, in the order of their tokens. */
  public String characters() {
    return new String(characters, 0, characters.length);
  }

  void encode(CodePoints text, IntConsumer tokens) {
    for (int c = text.next(); c != CodePoints.END; c = text.next()) {
      int token = token(c);
      if (token < 0) {
        throw text.refuse(
            "one of the %s characters that the tokenizer was trained on".formatted(size()),
            Messages.character(c),
            "Remove it, or train the tokenizer on all characters.");
      }
      tokens.accept(token);
    }
  }

  private int token(int character) {
    return character < TABLE ? table[character] : Arrays.binarySearch(characters, character);
  }

  @Override
  public TokenDecoder decoder() {
    return new TokenDecoder() {
      @Override
      public String next(int token) {
        return Character.toString(characters[Vocabulary.require(token, size())]);
      }

      @Override
      public String end() {
        return "";
      }
    };
  }
}
