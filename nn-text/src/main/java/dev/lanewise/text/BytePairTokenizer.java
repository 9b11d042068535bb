package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.io.ByteArrayOutputStream;

/**
 * Byte-pair encoding that is learned on a text: the 256 bytes are the first tokens, each further
 * one is a pair of earlier ones, the most frequent pair of the text at that time. So every text has
 * tokens, also with characters that were never seen, and the more it is like the text of the
 * training the fewer.
 *
 * <p>Pairs lie within pieces, much as GPT-2 has them: a word with the space before it, a number, a
 * run of punctuation, of white space; none has more than 64 characters. {@link #bytes} gives the
 * exact bytes of any tokens, {@link #decode} their text, in which bytes that are no character of
 * UTF-8 are U+FFFD.
 */
public final class BytePairTokenizer implements Tokenizer {
  /** Bytes of the longest token: a piece of characters of four bytes each. */
  static final int LONGEST = 4 * Cut.LONGEST;

  private final PairRanks ranks;
  private final byte[][] tokens;

  /**
   * A tokenizer.
   *
   * @param ranks pairs of earlier tokens, none longer than {@link #LONGEST}
   */
  BytePairTokenizer(PairRanks ranks) {
    this.ranks = ranks;
    this.tokens = new byte[PairEncoding.BYTES + ranks.count()][];
    for (int i = 0; i < PairEncoding.BYTES; i++) {
      tokens[i] = new byte[] {(byte) i};
    }
    int[] merges = ranks.merges();
    for (int i = 0; i < ranks.count(); i++) {
      tokens[PairEncoding.BYTES + i] = joined(tokens[merges[2 * i]], tokens[merges[2 * i + 1]]);
    }
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] both = new byte[left.length + right.length];
    System.arraycopy(left, 0, both, 0, left.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  /**
   * Learns the pairs of a text. Of more than 131,072 different pieces, and four a token, rare ones
   * may be forgotten before all are counted.
   *
   * @param size the most tokens, from 256 to 262,144; there are fewer if no pair occurs twice any
   *     more
   * @throws SettingException if the size is out of range
   * @throws DataException if the text is malformed, empty or cannot be read, or memory does not
   *     suffice
   */
  public static BytePairTokenizer train(TextSource text, int size) {
    Vocabulary.requireSize("BytePairTokenizer", size, PairEncoding.BYTES);
    return Memory.attempt(
        "Training of a BytePairTokenizer",
        "Or choose a smaller size.",
        () -> {
          int[] merges = new PairTraining(pieces(text, size)).merges(size - PairEncoding.BYTES);
          return new BytePairTokenizer(new PairRanks(merges));
        });
  }

  private static PieceCounts pieces(TextSource text, int size) {
    PieceCounts counts = PieceCounts.of(size);
    text.read(characters -> new PhraseCut(counts::add).all(characters));
    return counts;
  }

  @Override
  public int size() {
    return tokens.length;
  }

  PairRanks ranks() {
    return ranks;
  }

  /**
   * The bytes of tokens, one behind the other.
   *
   * @throws DataException if one of the numbers is no token
   */
  public byte[] bytes(int... tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      bytes.writeBytes(bytesOf(token));
    }
    return bytes.toByteArray();
  }

  /** Those of one token, not to be changed. */
  byte[] bytesOf(int token) {
    return tokens[Vocabulary.require(token, size())];
  }

  @Override
  public TokenDecoder decoder() {
    return new ByteDecoder(this);
  }
}
