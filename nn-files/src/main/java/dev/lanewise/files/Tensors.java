package dev.lanewise.files;

import dev.lanewise.SettingException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a safetensors file holds.
 *
 * @param tensors the tensors in the order of their data, each name once
 * @param metadata free text
 */
public record Tensors(List<Tensor> tensors, Map<String, String> metadata) {

  /** Checks the names; copies the list and the map, which is sorted. */
  public Tensors {
    tensors = List.copyOf(tensors);
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    metadata.forEach((name, value) -> {
      Text.requireUnicode("Metadata", name);
      Text.requireUnicode("Metadata", value);
    });
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new SettingException(
            "Tensors: each name must be unique; found '%s' twice.".formatted(tensor.name()));
      }
    }
  }

  /** Tensors without metadata. */
  public static Tensors of(Tensor... tensors) {
    return new Tensors(List.of(tensors), Map.of());
  }
}
