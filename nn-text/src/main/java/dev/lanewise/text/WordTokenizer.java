package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A token for each of the most frequent words, numbers, punctuation marks and characters of white
 * space of a text; those as frequent follow each other in the order of their characters. Words may
 * have apostrophes between their letters, upper and lower case are different, and what is longer
 * than 64 characters is cut.
 *
 * <p>Whatever else a text has is token {@link #UNKNOWN}, whose text is the replacement character
 * U+FFFD. A text without such tokens comes back from decoding as it was.
 */
public final class WordTokenizer implements Tokenizer {
  /** The token of what the tokenizer does not know. */
  public static final int UNKNOWN = 0;

  private static final String REPLACEMENT = "\ufffd";

  private final List<String> words;
  private final Map<String, Integer> tokens;

  /**
   * Words, each once.
   *
   * @param known those of the tokens from 1
   */
  WordTokenizer(List<String> known) {
    List<String> all = new ArrayList<>(known.size() + 1);
    all.add(REPLACEMENT);
    all.addAll(known);
    words = List.copyOf(all);
    tokens = HashMap.newHashMap(words.size());
    for (int token = 1; token < words.size(); token++) {
      tokens.put(words.get(token), token);
    }
  }

  /**
   * Learns the words of a text. Of more than 131,072 different ones, and four a token, rare ones
   * may be forgotten before all are counted.
   *
   * @param size the most tokens, the unknown one included, from 2 to 262,144
   * @throws SettingException if the size is out of range
   * @throws DataException if the text is malformed, empty or cannot be read, or memory does not
   *     suffice
   */
  public static WordTokenizer train(TextSource text, int size) {
    Vocabulary.requireSize("WordTokenizer", size, 2);
    return Memory.attempt(
        "Training of a WordTokenizer", "Or choose a smaller size.", () -> trained(text, size));
  }

  private static WordTokenizer trained(TextSource text, int size) {
    PieceCounts counts = PieceCounts.of(size);
    text.read(characters -> new WordCut(counts::add).all(characters));
    List<String> sorted = counts.sorted();
    return new WordTokenizer(sorted.subList(0, Math.min(size - 1, sorted.size())));
  }

  @Override
  public int size() {
    return words.size();
  }

  /** The texts of the tokens, in their order. */
  public List<String> words() {
    return words;
  }

  int token(String word) {
    return tokens.getOrDefault(word, UNKNOWN);
  }

  @Override
  public TokenDecoder decoder() {
    return new TokenDecoder() {
      @Override
      public String next(int token) {
        return words.get(Vocabulary.require(token, size()));
      }

      @Override
      public String end() {
        return "";
      }
    };
  }
}
