package dev.lanewise.exchange;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Node;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A library whose weights and running statistics can be taken over, and given to, by name. Nothing
 * is computed, so that what goes there and back has the same bits, but where Keras has one bias for
 * two of ours. The methods are thread-safe.
 *
 * <pre>{@code
 * Model model = Library.PYTORCH.model(network, arrays);
 * List<NamedArray> stateDict = Library.PYTORCH.arrays(model);
 * }</pre>
 *
 * <p>Names begin with that of the node: give the nodes of a {@link dev.lanewise.nn.Graph} the names
 * that modules or layers have there. Parameters of layers of your own keep their names and shapes,
 * but for {@code weight}, which Keras calls {@code kernel}, and matrices, which PyTorch has
 * transposed. A parameter that several nodes share is there once, under the name of its owner; but
 * {@link #tied}.
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
   *
   * <p>{@code Embedding} has {@code (tokens, channels)}, as we have it; {@code RNN}, {@code LSTM}
   * and {@code GRU} have {@code node.weight_ih_l0}, {@code node.weight_hh_l0}, {@code
   * node.bias_ih_l0}, {@code node.bias_hh_l0}, and the same with {@code _reverse}. Here each layer
   * of a stack is a node: layer 1 of the module {@code lstm} is the node {@code lstm_l1}, layer 0
   * is {@code lstm} or {@code lstm_l0}. {@code MultiheadAttention} has three of our parameters as
   * one {@code node.in_proj_weight}, unless the memory has other channels. A {@code Gru} with the
   * reset gate before the product, and a {@code SimpleRnn} with other functions than tanh and ReLU,
   * are refused, since PyTorch cannot compute them.
   */
  PYTORCH("PyTorch", "."),
  /**
   * Keras' variables by their paths: {@code node/kernel}, {@code node/bias}, {@code node/gamma},
   * {@code node/beta}, {@code node/moving_mean}, {@code node/moving_variance}. {@code Dense} has
   * {@code (features, units)}, convolutions {@code (height, width, channels / groups, units)} or
   * without the height, depthwise ones {@code (height, width, channels, units / channels)}, the
   * transposed one {@code (height, width, units, channels)}.
   *
   * <p>{@code Embedding} has {@code node/embeddings}, and so have learned positions; {@code
   * RMSNormalization} {@code node/scale}; {@code LSTM} {@code node/lstm_cell/kernel}, {@code
   * node/lstm_cell/recurrent_kernel} and {@code node/lstm_cell/bias}, {@code GRU} and {@code
   * SimpleRNN} likewise; {@code Bidirectional} {@code node/forward_lstm/lstm_cell/kernel} and
   * {@code node/backward_lstm/lstm_cell/kernel}. Their one bias is the sum of our two: read, it is
   * the first, and the second is zero. A {@code GRU} with {@code reset_after} has both. {@code
   * MultiHeadAttention} has {@code node/query/kernel}, {@code (channels, heads, channels / heads)},
   * and so on, and {@code node/attention_output/kernel}.
   */
  KERAS("Keras", "/");

  private static final int MOST_LISTED = 10;

  private final String title;
  private final String separator;

  Library(String title, String separator) {
    this.title = title;
    this.separator = separator;
  }

  /**
   * What a network's parameters are there, in the order of {@link Network#parameters}. Parameters
   * of the same name and shape share an array.
   *
   * @throws SettingException if there is no such layer there, or two nodes would have one name
   */
  public List<Counterpart> counterparts(Network network) {
    BiFunction<Place, Parameter, Counterpart> layout = layout(network);
    Map<String, String> nodes = new HashMap<>();
    List<Counterpart> counterparts = new ArrayList<>();
    for (Place place : network.places()) {
      for (Parameter parameter : place.parameters()) {
        Counterpart each = layout.apply(place, parameter);
        String node = place.node().name();
        String other = nodes.putIfAbsent(fullName(each), node);
        if (other != null && !other.equals(node)) {
          throw new SettingException(
              "Nodes %s and %s would both have %s's array %s; give one of them another name."
                  .formatted(
                      Printable.of(other),
                      Printable.of(node),
                      title,
                      Printable.of(fullName(each))));
        }
        counterparts.add(each);
      }
    }
    return counterparts;
  }

  private BiFunction<Place, Parameter, Counterpart> layout(Network network) {
    return switch (this) {
      case PYTORCH -> new TorchLayout(network)::of;
      case KERAS -> KerasLayout::of;
    };
  }

  /**
   * Arrays that are there a second time: PyTorch's {@code state_dict} has a weight under the name
   * of each module that uses it, such as an embedding and what makes logits with the same weight.
   * They are given; to be taken over, one of the names is enough, and if there are several their
   * arrays must be the same. Nodes that apply another node's own layer once more are one module
   * there.
   */
  public List<Tied> tied(Network network) {
    List<Tied> tied = new ArrayList<>();
    List<NamedParameter> parameters = network.parameters();
    Map<String, Operation> operations =
        network.nodes().stream().collect(Collectors.toMap(Node::name, Node::operation));
    for (Place place : network.places()) {
      Optional<String> owner = place.node().sharesWith();
      if (this != PYTORCH
          || owner.isEmpty()
          || place.operation().equals(operations.get(owner.get()))) {
        continue;
      }
      for (Parameter parameter : place.operation().parameters(place.inputs())) {
        String name = owner.get() + "." + parameter.name();
        int index = parameters.stream().map(NamedParameter::name).toList().indexOf(name);
        tied.add(new Tied(index, layout(network).apply(place, parameter)));
      }
    }
    return tied;
  }

  private String fullName(Counterpart counterpart) {
    return counterpart.module() + separator + counterpart.name();
  }

  /** A model's parameters and running statistics as they are there, in new arrays. */
  public List<NamedArray> arrays(Model model) {
    List<Counterpart> counterparts = counterparts(model.network());
    Map<String, List<Integer>> byName =
        IntStream.range(0, counterparts.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> fullName(counterparts.get(i)), LinkedHashMap::new, Collectors.toList()));
    List<NamedArray> arrays = new ArrayList<>();
    byName.forEach((name, indices) ->
        arrays.add(
            array(
                indices.stream().map(counterparts::get).toList(),
                indices.stream().map(model::values).toList())));
    for (Tied each : tied(model.network())) {
      arrays.add(array(List.of(each.counterpart()), List.of(model.values(each.parameter()))));
    }
    return arrays;
  }

  private NamedArray array(List<Counterpart> parts, List<float[]> values) {
    Counterpart first = parts.getFirst();
    return new NamedArray(fullName(first), first.shape(), Counterpart.stored(parts, values));
  }

  /**
   * A model of arrays from there.
   *
   * @param arrays one for each parameter, in any order
   * @throws DataException if there is none for a parameter, one that no parameter has, two of one
   *     name, or two that should be the same and differ
   * @throws ShapeException if one has another shape
   * @throws SettingException as {@link #counterparts} does
   */
  public Model model(Network network, List<NamedArray> arrays) {
    Map<String, NamedArray> byName = byName(arrays);
    List<Counterpart> counterparts = new ArrayList<>(counterparts(network));
    List<Tied> tied = tied(network);
    for (Tied each : tied) {
      Counterpart owner = counterparts.get(each.parameter());
      if (!byName.containsKey(fullName(owner))
          && byName.containsKey(fullName(each.counterpart()))) {
        counterparts.set(each.parameter(), each.counterpart());
      }
    }
    checkNames(network, counterparts, tied, byName.keySet());
    List<NamedParameter> parameters = network.parameters();
    float[][] values = new float[counterparts.size()][];
    for (int i = 0; i < values.length; i++) {
      Counterpart each = counterparts.get(i);
      values[i] =
          values(each, parameters.get(i), Objects.requireNonNull(byName.get(fullName(each))));
    }
    for (Tied each : tied) {
      NamedArray array = byName.get(fullName(each.counterpart()));
      NamedParameter owner = parameters.get(each.parameter());
      if (array != null
          && !Arrays.equals(values[each.parameter()], values(each.counterpart(), owner, array))) {
        throw new DataException(
            "%s's array %s: expected the values of parameter %s, which is the same; found others. Leave it out, or give the node a parameter of its own."
                .formatted(title, array.name(), owner.name()));
      }
    }
    return new Model(network, values);
  }

  private float[] values(Counterpart counterpart, NamedParameter parameter, NamedArray array) {
    if (!array.shape().equals(counterpart.shape())) {
      throw new ShapeException(
          "%s's array %s: expected shape %s for parameter %s of %s; found %s. Check the sizes of the layer, and which library the array is of."
              .formatted(
                  title,
                  array.name(),
                  counterpart.shape(),
                  parameter.name(),
                  parameter.parameter().shape(),
                  array.shape()));
    }
    return counterpart.values(array.values());
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

  private void checkNames(
      Network network, List<Counterpart> counterparts, List<Tied> tied, Set<String> found) {
    Set<String> missing =
        counterparts.stream()
            .map(this::fullName)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> unknown = new LinkedHashSet<>(found);
    unknown.removeAll(missing);
    unknown.removeAll(counters(network));
    tied.forEach(each -> unknown.remove(fullName(each.counterpart())));
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
