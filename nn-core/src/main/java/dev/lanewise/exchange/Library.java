package dev.lanewise.exchange;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A library whose weights and running statistics can be taken over, and given to, by name. Nothing
 * is computed, so that what goes there and back has the same bits. The methods are thread-safe.
 *
 * <pre>{@code
 * Model model = Library.PYTORCH.model(network, arrays);
 * List<NamedArray> stateDict = Library.PYTORCH.arrays(model);
 * }</pre>
 *
 * <p>Names begin with that of the node: give the nodes of a {@link dev.lanewise.nn.Graph} the names
 * that modules or layers have there. Parameters of layers of your own keep their names and shapes,
 * but for {@code weight}, which Keras calls {@code kernel}, and matrices, which PyTorch has
 * transposed. A parameter that several nodes share is there once, under the name of its owner.
 */
public enum Library {
  /**
   * PyTorch's {@code state_dict}: {@code node.weight}, {@code node.bias}, {@code
   * node.running_mean}, {@code node.running_var}. {@code Linear} has {@code (units, features)},
   * convolutions {@code (units, channels / groups, height, width)} or without the height, the
   * transposed one {@code (channels, units, height, width)}. It flattens {@code channels x height x
   * width}; the features of what reads a flattened image, or a flattened sequence that went through
   * a convolution, a pooling or a {@link BatchNorm}, are put into that order. A {@code Permute}
   * that moves the channels before {@code Flatten} stands for that order itself; {@code Reshape} to
   * images stands for a view with channels last. {@code node.num_batches_tracked} is neither needed
   * nor given, which {@code load_state_dict} accepts.
   */
  PYTORCH("PyTorch", "."),
  /**
   * Keras' variables by their paths: {@code node/kernel}, {@code node/bias}, {@code node/gamma},
   * {@code node/beta}, {@code node/moving_mean}, {@code node/moving_variance}. {@code Dense} has
   * {@code (features, units)}, convolutions {@code (height, width, channels / groups, units)} or
   * without the height, depthwise ones {@code (height, width, channels, units / channels)}, the
   * transposed one {@code (height, width, units, channels)}.
   */
  KERAS("Keras", "/");

  private static final int MOST_LISTED = 10;

  private final String title;
  private final String separator;

  Library(String title, String separator) {
    this.title = title;
    this.separator = separator;
  }

  /** What a network's parameters are there, in the order of {@link Network#parameters}. */
  public List<Counterpart> counterparts(Network network) {
    BiFunction<Place, Parameter, Counterpart> layout =
        switch (this) {
          case PYTORCH -> new TorchLayout(network)::of;
          case KERAS -> KerasLayout::of;
        };
    return network.places().stream()
        .flatMap(place -> place.parameters().stream().map(each -> layout.apply(place, each)))
        .toList();
  }

  private String fullName(Counterpart counterpart) {
    return counterpart.node() + separator + counterpart.name();
  }

  /** A model's parameters and running statistics as they are there, in new arrays. */
  public List<NamedArray> arrays(Model model) {
    List<Counterpart> counterparts = counterparts(model.network());
    List<NamedArray> arrays = new ArrayList<>();
    for (int i = 0; i < counterparts.size(); i++) {
      Counterpart each = counterparts.get(i);
      arrays.add(new NamedArray(fullName(each), each.shape(), each.stored(model.values(i))));
    }
    return arrays;
  }

  /**
   * A model of arrays from there.
   *
   * @param arrays one for each parameter, in any order
   * @throws DataException if there is none for a parameter, one that no parameter has, or two of
   *     one name
   * @throws ShapeException if one has another shape
   */
  public Model model(Network network, List<NamedArray> arrays) {
    List<Counterpart> counterparts = counterparts(network);
    Map<String, NamedArray> byName = byName(arrays);
    checkNames(network, counterparts, byName.keySet());
    List<NamedParameter> parameters = network.parameters();
    float[][] values = new float[counterparts.size()][];
    for (int i = 0; i < values.length; i++) {
      Counterpart each = counterparts.get(i);
      NamedArray array = Objects.requireNonNull(byName.get(fullName(each)));
      if (!array.shape().equals(each.shape())) {
        throw new ShapeException(
            "%s's array %s: expected shape %s for parameter %s of %s; found %s. Check the sizes of the layer, and which library the array is of."
                .formatted(
                    title,
                    array.name(),
                    each.shape(),
                    parameters.get(i).name(),
                    parameters.get(i).parameter().shape(),
                    array.shape()));
      }
      values[i] = each.values(array.values());
    }
    return new Model(network, values);
  }

  private Map<String, NamedArray> byName(List<NamedArray> arrays) {
    Map<String, NamedArray> byName = new HashMap<>();
    for (NamedArray array : arrays) {
      if (byName.put(array.name(), array) != null) {
        throw new DataException(
            "%s's arrays: expected one of each name; found two of %s. Leave one out."
                .formatted(title, Printable.of(array.name())));
      }
    }
    return byName;
  }

  private void checkNames(Network network, List<Counterpart> counterparts, Set<String> found) {
    Set<String> missing =
        counterparts.stream()
            .map(this::fullName)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> unknown = new LinkedHashSet<>(found);
    unknown.removeAll(missing);
    unknown.removeAll(counters(network));
    missing.removeAll(found);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new DataException(
          "%s's arrays: expected one for each parameter of the network, and no others; missing %s, unknown %s. Give the nodes of the network the names that they have there, and check which library the arrays are of."
              .formatted(title, listed(missing), listed(unknown)));
    }
  }

  /** What PyTorch counts in batch normalizations, of which nothing here depends. */
  private Set<String> counters(Network network) {
    return network.nodes().stream()
        .filter(node -> this == PYTORCH && node.operation() instanceof BatchNorm)
        .map(node -> node.name() + ".num_batches_tracked")
        .collect(Collectors.toSet());
  }

  private static String listed(Set<String> names) {
    List<String> shown = names.stream().sorted().limit(MOST_LISTED).map(Printable::of).toList();
    return names.size() > MOST_LISTED ? shown + " and more, " + names.size() : shown.toString();
  }
}
