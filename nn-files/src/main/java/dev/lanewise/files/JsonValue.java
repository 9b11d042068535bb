package dev.lanewise.files;

import dev.lanewise.FileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value of a JSON document that {@link Json} has read within its limits. */
sealed interface JsonValue {

  /** What errors call it. */
  String kind();

  /** A string. */
  record JsonText(String text) implements JsonValue {
    @Override
    public String kind() {
      return "the string " + Text.quoted(text);
    }
  }

  /**
   * A number as it is written.
   *
   * @param whole whether it has neither fraction nor exponent
   */
  record JsonNumber(String text, boolean whole) implements JsonValue {
    @Override
    public String kind() {
      return "the number " + Text.clipped(text);
    }
  }

  /** True, false or null. */
  record JsonWord(String text) implements JsonValue {
    @Override
    public String kind() {
      return text;
    }
  }

  /** An array. */
  record JsonArray(Where where, List<JsonValue> elements) implements JsonValue {
    @Override
    public String kind() {
      return "an array";
    }

    /** The elements, each of which must be an object. */
    List<JsonObject> objects() {
      List<JsonObject> objects = new ArrayList<>();
      for (JsonValue element : elements) {
        objects.add(toObject(where, element));
      }
      return objects;
    }

    /** The elements, each of which must be a string. */
    List<String> strings() {
      return elements.stream().map(element -> toText(where, element)).toList();
    }

    /** The elements, each of which must be an integer within bounds. */
    List<Long> integers(long least, long most) {
      return elements.stream().map(element -> toInteger(where, element, least, most)).toList();
    }

    /** The elements, if there are no more than that. */
    JsonArray atMost(int most) {
      if (elements.size() > most) {
        throw where.refuse("at most " + most + " elements", elements.size() + " elements");
      }
      return this;
    }
  }

  /** An object; its names are unique. */
  record JsonObject(Where where, Map<String, JsonValue> fields) implements JsonValue {
    @Override
    public String kind() {
      return "an object";
    }

    /** Refuses fields of other names. */
    JsonObject only(String... names) {
      Set<String> known = Set.of(names);
      for (String name : fields.keySet()) {
        if (!known.contains(name)) {
          throw where.refuse(
              "no fields but " + String.join(", ", names), "the field " + Text.quoted(name));
        }
      }
      return this;
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    String text(String name) {
      return toText(where, get(name));
    }

    int integer(String name, int least, int most) {
      return (int) toInteger(at(name), get(name), least, most);
    }

    /** As many integers as that, from {@code least}. */
    List<Integer> integers(String name, int count, int least) {
      JsonArray array = array(name);
      if (array.elements().size() != count) {
        throw at(name).refuse(count + " integers", array.elements().size() + " elements");
      }
      return array.integers(least, Integer.MAX_VALUE).stream().map(Math::toIntExact).toList();
    }

    /** True or false. */
    boolean truth(String name) {
      JsonValue value = get(name);
      if (value instanceof JsonWord(String text) && !text.equals("null")) {
        return text.equals("true");
      }
      throw mismatch(at(name), "true or false", value);
    }

    JsonObject object(String name) {
      return toObject(at(name), get(name));
    }

    JsonArray array(String name) {
      JsonValue value = get(name);
      if (value instanceof JsonArray array) {
        return array;
      }
      throw mismatch(at(name), "an array", value);
    }

    /** A float, written so that it is read back to the last bit. */
    float decimal32(String name) {
      return (float) decimal(name, true);
    }

    /** A double, written so that it is read back to the last bit. */
    double decimal64(String name) {
      return decimal(name, false);
    }

    private double decimal(String name, boolean single) {
      JsonValue value = get(name);
      if (!(value instanceof JsonNumber(String text, boolean whole))) {
        throw mismatch(at(name), "a number", value);
      }
      double number = single ? Float.parseFloat(text) : Double.parseDouble(text);
      if (!Double.isFinite(number)) {
        throw mismatch(at(name), "a number within range", value);
      }
      return number;
    }

    /** All fields, each of which must be a string. */
    Map<String, String> strings() {
      Map<String, String> strings = new LinkedHashMap<>();
      fields.forEach((name, value) -> strings.put(name, toText(at(name), value)));
      return strings;
    }

    private JsonValue get(String name) {
      JsonValue value = fields.get(name);
      if (value == null) {
        throw where.refuse("the field '" + name + "'", "no such field");
      }
      return value;
    }

    private Where at(String name) {
      return where.named(name);
    }
  }

  private static JsonObject toObject(Where where, JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw mismatch(where, "an object", value);
  }

  private static String toText(Where where, JsonValue value) {
    if (value instanceof JsonText(String text)) {
      return text;
    }
    throw mismatch(where, "a string", value);
  }

  private static long toInteger(Where where, JsonValue value, long least, long most) {
    if (value instanceof JsonNumber(String text, boolean whole) && whole) {
      try {
        long number = Long.parseLong(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Beyond 64 bits, and so beyond the bounds.
      }
    }
    throw mismatch(where, "an integer from %s to %s".formatted(least, most), value);
  }

  private static FileException mismatch(Where where, String expected, JsonValue found) {
    return where.refuse(expected, found.kind());
  }
}
