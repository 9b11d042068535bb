package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.files.Metadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Turns text into tokens, which are numbers from 0 to {@code size() - 1}, and back. It is trained
 * on a text once and kept with the model that learns from its tokens:
 *
 * <pre>{@code
 * TextSource book = TextSource.file(Path.of("book.txt"));
 * Tokenizer tokenizer = BytePairTokenizer.train(book, 1000);
 * Tokens tokens = Tokens.read(book, tokenizer);
 * ...
 * new ModelFile(trainer.model(), tokenizer.metadata()).save(file);
 * ...
 * Tokenizer tokenizer = Tokenizer.of(ModelFile.load(file).metadata(), file);
 * }</pre>
 *
 * <p>Tokenizers are immutable and safe to share between threads. The same text gives the same
 * tokenizer and the same tokens everywhere; only characters that a later version of Unicode knows
 * may be cut otherwise by a later JDK.
 */
public sealed interface Tokenizer permits CharacterTokenizer, WordTokenizer, BytePairTokenizer {

  /** The property of a model file that holds a tokenizer. */
  String PROPERTY = "tokenizer";

  /** The number of different tokens. */
  int size();

  /**
   * The tokens of a text, which may be empty.
   *
   * @throws DataException if the text has half of a surrogate pair, or a character that the
   *     tokenizer does not know
   */
  default int[] encode(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    TokenList tokens = new TokenList();
    try (CodePoints characters = TextSource.of("Text", text)) {
      Encoding.of(this, tokens::add).encode(characters);
    }
    return tokens.toArray();
  }

  /**
   * The text of tokens: what a {@link #decoder} gives for them.
   *
   * @throws DataException if one of the numbers is no token
   */
  default String decode(int... tokens) {
    TokenDecoder decoder = decoder();
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      text.append(decoder.next(token));
    }
    return text.append(decoder.end()).toString();
  }

  /** A decoder for tokens that come one after the other; it belongs to one thread. */
  TokenDecoder decoder();

  /** The tokenizer as text in JSON, which {@link #fromJson} reads. */
  default String toJson() {
    return TokenizerJson.write(this);
  }

  /**
   * Reads what {@link #toJson} has written.
   *
   * @throws DataException if the text is anything else
   */
  static Tokenizer fromJson(String json) {
    return TokenizerReader.read(json);
  }

  /** What a model file keeps of a tokenizer: all of it, as {@link #PROPERTY}. */
  default Metadata metadata() {
    return new Metadata(Map.of(PROPERTY, toJson()), List.of());
  }

  /** Whether there is a tokenizer in what a model file keeps beside its model. */
  static boolean isIn(Metadata metadata) {
    return metadata.properties().containsKey(PROPERTY);
  }

  /**
   * The tokenizer that a model file keeps.
   *
   * @param file where it is, for errors
   * @throws DataException if there is none, or a malformed one
   */
  static Tokenizer of(Metadata metadata, Path file) {
    if (!isIn(metadata)) {
      throw Messages.error(
          Messages.name(file),
          "a model file with a tokenizer, property '%s'".formatted(PROPERTY),
          "none",
          "Save the model of a text, with Tokenizer.metadata.");
    }
    try {
      return fromJson(metadata.properties().getOrDefault(PROPERTY, ""));
    } catch (DataException e) {
      throw new DataException(Messages.name(file) + ", " + e.getMessage(), e);
    }
  }
}
