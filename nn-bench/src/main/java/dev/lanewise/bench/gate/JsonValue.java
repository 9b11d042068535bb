package dev.lanewise.bench.gate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document. What is absent or of another type is empty, so a path through a
 * document needs no checks on the way.
 *
 * @param value a map, a list, a string, a number, a boolean, or null
 */
record JsonValue(@Nullable Object value) {

  static JsonValue read(Path file) throws UnusableInput {
    if (!Files.isRegularFile(file)) {
      throw new UnusableInput(file + ": no such file");
    }
    try {
      return new JsonValue(JSON.std.anyFrom(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      throw new UnusableInput(file + ": not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** A member of an object. */
  JsonValue get(String name) {
    return new JsonValue(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  /** The elements of an array. */
  List<JsonValue> elements() {
    return value instanceof List<?> list ? list.stream().map(JsonValue::new).toList() : List.of();
  }

  /** The members of an object as text. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> texts.put(String.valueOf(name), String.valueOf(member)));
    }
    return texts;
  }

  String text() {
    return value instanceof String text ? text : "";
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isNumber() {
    return value instanceof Number;
  }

  /** The number; 0 if it is none. */
  double number() {
    return value instanceof Number number ? number.doubleValue() : 0;
  }
}
