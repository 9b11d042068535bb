package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.lanewise.FileException;
import dev.lanewise.files.JsonValue.JsonArray;
import dev.lanewise.files.JsonValue.JsonNumber;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.files.JsonValue.JsonText;
import dev.lanewise.files.JsonValue.JsonWord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads and writes JSON. What is read is limited in depth, in the length of names and numbers, and
 * in the number of values, so that its memory is bounded by that of the text.
 */
final class Json {
  /** The most values of a document. */
  static final int MOST_VALUES = 200_000;

  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 40;

  private final JsonParser parser;
  private final Where where;
  private int values;

  private Json(JsonParser parser, Where where) {
    this.parser = parser;
    this.where = where;
  }

  /** What writes a document. */
  interface Body {
    /** Writes it. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes a document to a string. */
  static String write(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory(1).createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A document that was written, with a line for each value and indented. */
  static String indented(String text) {
    StringWriter out = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    JsonFactory factory = factory(text.length());
    try (JsonParser parser = factory.createParser(text);
        JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
      parser.nextToken();
      json.copyCurrentStructure(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * Reads a document, which must be an object with nothing but white space behind it.
   *
   * @param where what to call the document in errors
   * @throws dev.lanewise.FileException if it is anything else or beyond the limits
   */
  static JsonObject read(String text, Where where) {
    try (JsonParser parser = factory(Math.max(1, text.length())).createParser(text)) {
      Json json = new Json(parser, where);
      JsonToken first = json.next();
      if (first != JsonToken.START_OBJECT) {
        throw where.refuse("a JSON object", "a JSON text that begins with " + first);
      }
      JsonObject object = json.object(where);
      if (parser.nextToken() != null) {
        throw where.refuse("the end of the JSON text", "more after its end");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw where.refuse("JSON within limits", Text.clipped(e.getOriginalMessage()));
    } catch (IOException e) {
      throw where.unreadable(e);
    }
  }

  /**
   * A document that was written, if it can be read again. So what readers refuse, be it too deep,
   * too long or of too many parts, is refused before it replaces anything.
   *
   * @throws FileException if it cannot
   */
  static String readable(String text, Where where, Consumer<JsonObject> reader) {
    try {
      reader.accept(read(text, where));
      return text;
    } catch (FileException e) {
      throw new FileException(
          e.file(), e.section(), e.name(), e.expected(), e.found(), Where.CHANGE_IT);
    }
  }

  /** Factories are not shared, and their buffers not pooled: nothing outlives a call. */
  private static JsonFactory factory(int longestString) {
    return new JsonFactoryBuilder()
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNameLength(longestString)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(longestString)
                .build())
        .build();
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw where.refuse("a whole JSON text", "its end in the middle");
    }
    return token;
  }

  private JsonValue value(JsonToken token, Supplier<Where> at) throws IOException {
    if (++values > MOST_VALUES) {
      throw where.refuse("at most " + MOST_VALUES + " values", "more");
    }
    return switch (token) {
      case START_OBJECT -> object(at.get());
      case START_ARRAY -> array(at.get());
      case VALUE_STRING -> new JsonText(unicode(parser.getText(), at));
      case VALUE_NUMBER_INT -> new JsonNumber(parser.getText(), true);
      case VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText(), false);
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new JsonWord(parser.getText());
      default -> throw at.get().refuse("a JSON value", String.valueOf(token));
    };
  }

  private static String unicode(String text, Supplier<Where> at) {
    if (!Text.isUnicode(text)) {
      throw at.get().refuse("Unicode text", "half of a surrogate pair");
    }
    return text;
  }

  private JsonObject object(Where at) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = unicode(parser.currentName(), () -> where);
      JsonValue value = value(next(), () -> where.named(name));
      if (fields.put(name, value) != null) {
        throw at.refuse("each name once", "the name " + Text.quoted(name) + " twice");
      }
    }
    return new JsonObject(at, fields);
  }

  private JsonArray array(Where at) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      int index = elements.size();
      elements.add(value(token, () -> at.element(index)));
    }
    return new JsonArray(at, elements);
  }
}
