package dev.lanewise.files;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an application keeps with a model. Immutable; the library does not read it.
 *
 * @param properties free entries, sorted by name, such as a preprocessing step as JSON text
 * @param labels what the classes are called, in the order of the outputs; empty if nobody said
 */
public record Metadata(Map<String, String> properties, List<String> labels) {
  /** Nothing. */
  public static final Metadata NONE = new Metadata(Map.of(), List.of());

  /**
   * Copies the collections.
   *
   * @throws dev.lanewise.SettingException if a string has half of a surrogate pair
   */
  public Metadata {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    labels = List.copyOf(labels);
    properties.forEach((name, value) -> {
      Text.requireUnicode("Property", name);
      Text.requireUnicode("Property", value);
    });
    labels.forEach(label -> Text.requireUnicode("Label", label));
  }
}
