package dev.lanewise.tabular;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanewise.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into lists, maps, texts, numbers (as doubles) and truth values; null is an error. */
final class JsonTree {
  private static final int LONGEST_REASON = 200;
  private static final String SAVE_AGAIN = "Save the encoder again.";

  private JsonTree() {}

  /**
   * Reads a whole text.
   *
   * @throws DataException if it is malformed, too long or too deep
   */
  static Object read(String json) {
    try (JsonParser parser = EncoderJson.factory().createParser(json)) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw error("one value", "more after it", "Cut it off.");
      }
      return value;
    } catch (JsonProcessingException e) {
      DataException error =
          error(
              "well-formed text of bounded size",
              "an error " + Place.quoted(e.getOriginalMessage(), LONGEST_REASON),
              SAVE_AGAIN);
      error.initCause(e);
      throw error;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An error about the text. */
  static DataException error(String expected, String found, String remedy) {
    return new DataException(
        "JSON of an encoder: expected %s; found %s. %s".formatted(expected, found, remedy));
  }

  private static Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default ->
          throw error(
              "an object, array, text, number or truth value",
              token == null ? "the end" : token.toString(),
              SAVE_AGAIN);
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      values.add(value(parser, token));
      token = parser.nextToken();
    }
    return values;
  }
}
