package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.exchange.Counterpart;
import dev.lanewise.exchange.Tied;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Reads tensors of an open file as parameters of a network. */
final class ParameterReader {
  private static final int MOST_LISTED = 10;
  private static final String COUNT = ".num_batches_tracked";

  private final TensorReader reader;
  private final Network network;
  private final List<NamedParameter> parameters;
  private final List<Counterpart> counterparts;
  private final Layout layout;
  private final Map<String, Tied> tied = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  ParameterReader(TensorReader reader, Network network, Layout layout) {
    this.reader = reader;
    this.network = network;
    counterparts = new ArrayList<>(layout.counterparts(network));
    this.layout = layout;
    layout
        .tied(network)
        .forEach(each -> tied.put(ParameterNames.fullName(each.counterpart(), layout), each));
    parameters = network.parameters();
    reader.header().tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
  }

  /** The names of all tensors. */
  Set<String> names() {
    return tensors.keySet();
  }

  /**
   * Reads all parameters, from tensors of these names, and refuses more or less than those.
   *
   * @param told for each parameter of the network
   */
  Model all(List<String> told) {
    List<String> names = orTied(told);
    List<String> missing = names.stream().filter(name -> !tensors.containsKey(name)).toList();
    List<String> surplus = surplus(names, name -> true);
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      throw reader
          .where()
          .in("tensors")
          .refuse(
              "those of the network's parameters and no others",
              "missing %s; surplus %s".formatted(listed(missing), listed(surplus)),
              "Check the network and the layout, or tell the names to Weights.load; Weights.loadPart takes what fits.");
    }
    return read(names.stream().map(this::tensor).toList(), index -> new float[0]);
  }

  /**
   * Reads the parameters for which there are wanted tensors; the others are those of a model.
   *
   * @param told for each parameter of the network
   * @param wanted says it of a tensor's name
   */
  LoadedPart part(Model model, List<String> told, Predicate<String> wanted) {
    List<String> names = orTied(told);
    List<Optional<TensorInfo>> found =
        names.stream().map(name -> tensor(name).filter(t -> wanted.test(t.name()))).toList();
    if (found.stream().allMatch(Optional::isEmpty)) {
      throw nothing(names, wanted);
    }
    List<String> loaded = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      (found.get(i).isPresent() ? loaded : missing).add(parameters.get(i).name());
    }
    return new LoadedPart(read(found, model::values), loaded, missing, surplus(names, wanted));
  }

  /** The names, but that of another node for a shared parameter that is only there under that. */
  private List<String> orTied(List<String> told) {
    List<String> names = new ArrayList<>(told);
    tied.forEach((name, each) -> {
      int owner = each.parameter();
      if (!tensors.containsKey(names.get(owner)) && tensors.containsKey(name)) {
        names.set(owner, name);
        counterparts.set(owner, each.counterpart());
      }
    });
    return names;
  }

  /** A part of nothing is a mistake in the pattern or in the names. */
  private FileException nothing(List<String> names, Predicate<String> wanted) {
    List<String> chosen = tensors.keySet().stream().filter(wanted).toList();
    Where where = reader.where().in("tensors");
    return chosen.isEmpty()
        ? where.refuse(
            "at least one that is wanted",
            listed(List.copyOf(tensors.keySet())),
            "Want names of tensors as they are in the file.")
        : where.refuse(
            "at least one of %s among those that are wanted".formatted(listed(names)),
            listed(chosen),
            "Check the layout and what is wanted, or tell the names to Weights.loadPart.");
  }

  private Optional<TensorInfo> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  private List<String> surplus(List<String> names, Predicate<String> wanted) {
    Set<String> known = new HashSet<>(names);
    return tensors.keySet().stream()
        .filter(wanted)
        .filter(name -> !known.contains(name) && !isCount(name) && !tied.containsKey(name))
        .toList();
  }

  /** Whether it is how often a batch normalization of PyTorch has seen a batch. */
  private boolean isCount(String name) {
    return layout == Layout.PYTORCH
        && name.endsWith(COUNT)
        && tensors.containsKey(name.substring(0, name.length() - COUNT.length()) + ".running_mean");
  }

  private static String listed(List<String> names) {
    List<String> shown = names.stream().limit(MOST_LISTED).map(Text::clipped).toList();
    return names.size() > MOST_LISTED ? shown + " and more, " + names.size() : shown.toString();
  }

  /**
   * Reads tensors, after all their shapes were checked.
   *
   * @param found for each parameter its tensor, if there is one
   * @param otherwise the values of a parameter that has none, row-major
   */
  private Model read(List<Optional<TensorInfo>> found, IntFunction<float[]> otherwise) {
    long needed = 0;
    for (int i = 0; i < found.size(); i++) {
      // Once turned into the library's order, once copied by the model; and once read.
      needed += 2L * parameters.get(i).parameter().size() * Float.BYTES;
      if (found.get(i).isPresent()) {
        requireShape(found.get(i).get(), counterparts.get(i).shape(), i);
        needed += (long) found.get(i).get().count() * Float.BYTES;
      }
    }
    return Heap.attempt(
        needed,
        reader.where()::refuse,
        () -> {
          float[][] values = new float[found.size()][];
          for (int i = 0; i < values.length; i++) {
            values[i] =
                found.get(i).isPresent()
                    ? counterparts.get(i).values(reader.values(found.get(i).get()))
                    : otherwise.apply(i);
          }
          checkTied(found, values);
          return new Model(network, values);
        });
  }

  /** Refuses what should be the same as a parameter that was read, and is not. */
  private void checkTied(List<Optional<TensorInfo>> found, float[][] values) {
    tied.forEach((name, each) -> {
      TensorInfo tensor = tensors.get(name);
      int owner = each.parameter();
      if (tensor == null || found.get(owner).isEmpty()) {
        return;
      }
      requireShape(tensor, each.counterpart().shape(), owner);
      if (!Arrays.equals(values[owner], each.counterpart().values(reader.values(tensor)))) {
        throw reader
            .where()
            .in("tensor")
            .named(name)
            .refuse(
                "the values of parameter %s, which is the same"
                    .formatted(parameters.get(owner).name()),
                "others",
                "Give the node a parameter of its own, or leave the tensor out of the file.");
      }
    });
  }

  private void requireShape(TensorInfo tensor, List<Integer> expected, int parameter) {
    if (!tensor.shape().equals(expected)) {
      throw reader
          .where()
          .in("tensor")
          .named(tensor.name())
          .refuse(
              "shape %s of parameter %s".formatted(expected, parameters.get(parameter).name()),
              tensor.shape().toString(),
              "Check the network's sizes and the layout; Weights.loadPart can leave the tensor out.");
    }
  }
}
