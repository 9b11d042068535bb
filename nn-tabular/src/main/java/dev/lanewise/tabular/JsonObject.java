package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the members out of an object one by one, so that what nobody knows is left over. */
final class JsonObject {
  private final String path;
  private final Map<String, Object> members;

  private JsonObject(String path, Map<String, Object> members) {
    this.path = path;
    this.members = members;
  }

  /**
   * An object.
   *
   * @param path what to call it in errors
   * @throws DataException if the value is something else
   */
  static JsonObject of(String path, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw error(path, "an object", value);
    }
    Map<String, Object> members = new HashMap<>();
    map.forEach((name, member) -> members.put((String) name, member));
    return new JsonObject(path, members);
  }

  String text(String name) {
    return take(name, String.class, "a text");
  }

  double number(String name) {
    double value = take(name, Double.class, "a number");
    if (!Double.isFinite(value)) {
      throw error(path + "." + name, "a finite number", value);
    }
    return value;
  }

  boolean truth(String name) {
    return take(name, Boolean.class, "true or false");
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  List<Object> values(String name) {
    List<Object> values = new ArrayList<>();
    values.addAll(take(name, List.class, "an array"));
    return values;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object value : values(name)) {
      if (!(value instanceof String text)) {
        throw error(path + "." + name, "texts only", value);
      }
      texts.add(text);
    }
    return texts;
  }

  JsonObject object(String name) {
    return of(path + "." + name, take(name, Object.class, "an object"));
  }

  private <T> T take(String name, Class<T> type, String expected) {
    Optional<Object> value = Optional.ofNullable(members.remove(name));
    return value
        .filter(type::isInstance)
        .map(type::cast)
        .orElseThrow(() -> error(path + "." + name, expected, value.orElse("nothing")));
  }

  /**
   * Refuses members that were not taken.
   *
   * @throws DataException if there are any
   */
  void requireEnd() {
    if (!members.isEmpty()) {
      throw error(path, "no other members", members.keySet());
    }
  }

  /** An error about a member. */
  static DataException error(String path, String expected, Object found) {
    return new DataException(
        "JSON of an encoder, %s: expected %s; found %s. Save the encoder again."
            .formatted(path, expected, Place.quoted(found.toString())));
  }
}
