package dev.lanewise.files;

import dev.lanewise.SettingException;
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

  private static final int MOST = 50_000;

  /**
   * Copies the collections.
   *
   * @throws SettingException if there are more than 50,000 labels or properties, or a string has
   *     half of a surrogate pair
   */
  public Metadata {
    if (properties.size() > MOST || labels.size() > MOST) {
      throw new SettingException(
          "Metadata: at most %s properties and labels; found %s and %s. Keep them in another file."
              .formatted(MOST, properties.size(), labels.size()));
    }
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    labels = List.copyOf(labels);
    properties.forEach((name, value) -> {
      Text.requireUnicode("Property", name);
      Text.requireUnicode("Property", value);
    });
    labels.forEach(label -> Text.requireUnicode("Label", label));
  }
}
