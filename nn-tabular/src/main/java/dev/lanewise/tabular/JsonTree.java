package dev.lanewise.tabular;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanewise.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into lists, maps, texts, numbers (as doubles) and truth values; null is an error. */
final class JsonTree {

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
        throw new DataException(
            "JSON of a table encoder: expected one value; found more after it. Cut it off.");
      }
      return value;
    } catch (IOException e) {
      throw new DataException(
          "JSON of a table encoder: expected well-formed text of bounded size; found an error (%s). Save the encoder again."
              .formatted(e.getMessage()),
          e);
    }
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
          throw new DataException(
              "JSON of a table encoder: expected an object, array, text, number or truth value; found %s. Save the encoder again."
                  .formatted(token == null ? "the end" : token));
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
