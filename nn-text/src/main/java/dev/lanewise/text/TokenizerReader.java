package dev.lanewise.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TokenizerJson} writes, and trusts nothing in it. */
final class TokenizerReader {
  /** Memory that short texts and what is made of them take, in bytes a character. */
  private static final int EXPANSION = 40;

  private static final int LONGEST_REASON = 200;

  private final JsonParser parser;
  private boolean format;
  private boolean version;
  private Optional<Tokenizer> tokenizer = Optional.empty();

  private TokenizerReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a tokenizer.
   *
   * @throws DataException if the text is anything else, or the memory does not suffice
   */
  static Tokenizer read(String json) {
    return Heap.attempt(
        (long) EXPANSION * json.length(), TokenizerReader::error, () -> parsed(json));
  }

  private static Tokenizer parsed(String json) {
    try (JsonParser parser = TokenizerJson.factory().createParser(json)) {
      return new TokenizerReader(parser).read();
    } catch (JsonProcessingException e) {
      DataException error =
          refused(
              "well-formed text of bounded size",
              "an error "
                  + Messages.quoted(String.valueOf(e.getOriginalMessage()), LONGEST_REASON));
      error.initCause(e);
      throw error;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tokenizer read() throws IOException {
    require(parser.nextToken(), JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      member(parser.currentName());
    }
    if (parser.nextToken() != null) {
      throw refused("one object", "more after it");
    }
    if (!format || !version) {
      throw refused("its format and version", format ? "no version" : "no format");
    }
    return tokenizer.orElseThrow(() -> refused("characters, words or merges", "none of them"));
  }

  private void member(String name) throws IOException {
    JsonToken value = parser.nextToken();
    switch (name) {
      case "format" -> {
        require(value, JsonToken.VALUE_STRING, "a text as format");
        requireEqual("format", TokenizerJson.FORMAT, parser.getText());
        format = true;
      }
      case "version" -> {
        require(value, JsonToken.VALUE_NUMBER_INT, "a number as version");
        requireEqual("version", String.valueOf(TokenizerJson.VERSION), parser.getText());
        version = true;
      }
      case TokenizerJson.CHARACTERS -> content(characters(value));
      case TokenizerJson.WORDS -> content(words(value));
      case TokenizerJson.MERGES -> content(merges(value));
      default -> throw refused("no other members", Messages.quoted(name));
    }
  }

  private void content(Tokenizer read) {
    if (tokenizer.isPresent()) {
      throw refused("one of characters, words and merges", "several of them");
    }
    tokenizer = Optional.of(read);
  }

  private Tokenizer characters(JsonToken value) throws IOException {
    require(value, JsonToken.VALUE_STRING, "a text of characters");
    int[] characters = parser.getText().codePoints().toArray();
    int before = -1;
    for (int character : characters) {
      if (character <= before || isHalf(character)) {
        throw refused(
            "characters in the order of their numbers, each once",
            Messages.character(character) + " out of place");
      }
      before = character;
    }
    if (characters.length == 0) {
      throw refused("at least 1 character", "none");
    }
    return new CharacterTokenizer(characters);
  }

  private Tokenizer words(JsonToken value) throws IOException {
    require(value, JsonToken.START_ARRAY, "a list of words");
    List<String> words = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      require(next, JsonToken.VALUE_STRING, "a list of words, all of them texts");
      String word = parser.getText();
      if (!isPiece(word) || !known.add(word)) {
        throw refused(
            "words of 1 to %s characters, each once".formatted(Cut.LONGEST), Messages.quoted(word));
      }
      words.add(word);
    }
    requireCount(words.size() + 1, 2);
    return new WordTokenizer(words);
  }

  private static boolean isPiece(String word) {
    return !word.isEmpty()
        && word.length() <= 2 * Cut.LONGEST
        && word.codePointCount(0, word.length()) <= Cut.LONGEST
        && word.codePoints().noneMatch(TokenizerReader::isHalf);
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private Tokenizer merges(JsonToken value) throws IOException {
    require(value, JsonToken.START_ARRAY, "a list of merges");
    Merges merges = new Merges();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      require(next, JsonToken.VALUE_NUMBER_INT, "a list of merges, all of them whole numbers");
      merges.add(parser.getText());
    }
    return merges.tokenizer();
  }

  /** Refuses too many tokens, or too few. */
  static void requireCount(int size, int least) {
    if (size < least || size > Vocabulary.MOST) {
      throw refused("from %s to %s tokens".formatted(least, Vocabulary.MOST), String.valueOf(size));
    }
  }

  private static void require(@Nullable JsonToken found, JsonToken expected, String what) {
    if (found != expected) {
      throw refused(what, found == null ? "the end" : found.toString());
    }
  }

  private static void requireEqual(String what, String expected, String found) {
    if (!found.equals(expected)) {
      throw refused(what + " " + expected, Messages.quoted(found));
    }
  }

  /** An error about the text. */
  static DataException refused(String expected, String found) {
    return error(expected, found, "Save the tokenizer again.");
  }

  private static DataException error(String expected, String found, String remedy) {
    return Messages.error("JSON of a tokenizer", expected, found, remedy);
  }
}
