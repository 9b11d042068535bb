package dev.lanewise.files;

import dev.lanewise.nn.Model;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Weights#loadPart(java.nio.file.Path, Model, Layout, java.util.function.Predicate)
 * Weights.loadPart} made of a part of a file.
 *
 * @param model the given model, with the values that were loaded
 * @param loaded the parameters that come from the file, by their full names such as {@code
 *     0.weight}, in the order of the network
 * @param missing the other parameters, which are as they were: PyTorch's {@code missing_keys}
 * @param surplus the tensors that were wanted and that no parameter took, by their names in the
 *     file: PyTorch's {@code unexpected_keys}
 */
public record LoadedPart(
    Model model, List<String> loaded, List<String> missing, List<String> surplus) {

  /** Copies the lists. */
  public LoadedPart {
    loaded = List.copyOf(loaded);
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
  }

  /** The report in one line, without the model. */
  @Override
  public String toString() {
    return "loaded %s; missing %s; surplus %s"
        .formatted(listed(loaded), listed(missing), listed(surplus));
  }

  private static String listed(List<String> names) {
    return names.stream().map(Text::clipped).collect(Collectors.joining(", ", "[", "]"));
  }
}
