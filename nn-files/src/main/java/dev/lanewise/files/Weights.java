package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.exchange.Counterpart;
import dev.lanewise.exchange.Tied;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Exchanges bare weights with other programs: safetensors files that hold tensors and do not say
 * which network they belong to. The counts that PyTorch's batch normalizations keep ({@code
 * num_batches_tracked}) are passed over. The methods are thread-safe.
 *
 * <pre>{@code
 * Network network = Network.of(Shape.of(784), new Dense(128, Activation.RELU), new Dense(10));
 * Model model = Weights.load(Path.of("sequential.safetensors"), network, Layout.PYTORCH);
 * }</pre>
 */
public final class Weights {
  private Weights() {}

  /**
   * Reads a network's parameters. Tensors are found by the names that {@link #save} writes, or, if
   * all names of the file are numbered ({@code 0.weight}, {@code net.4.bias}, {@code
   * dense_1/kernel}), by the order of the numbers: the k-th module of the file is the k-th layer
   * that has parameters. A file of fewer modules than there are layers is taken by names alone, if
   * it has any of them.
   *
   * @throws FileException if the file cannot be read, lacks a parameter, has something else, or has
   *     one of another shape
   */
  public static Model load(Path file, Network network, Layout layout) {
    return TensorReader.read(
        file,
        reader -> {
          ParameterReader parameters = new ParameterReader(reader, network, layout);
          return parameters.all(ParameterNames.find(network, layout, parameters.names()));
        });
  }

  /**
   * Reads a network's parameters from tensors of any names.
   *
   * @param names for parameters of the network, by their full names such as {@code 0.weight}, the
   *     names of their tensors; others are looked for under their own names
   * @throws FileException as {@link #load(Path, Network, Layout)} does
   */
  public static Model load(Path file, Network network, Layout layout, Map<String, String> names) {
    return TensorReader.read(
        file, reader -> new ParameterReader(reader, network, layout).all(names(network, names)));
  }

  /**
   * Reads some of a network's parameters, such as those of a trained trunk below a new head; the
   * others stay as they are in the model that is given. It is {@code load_state_dict(strict=False)}
   * of PyTorch with the entries that a filter lets through, but a new model comes back.
   *
   * <pre>{@code
   * LoadedPart part =
   *     Weights.loadPart(
   *         file, network.initialize(42), Layout.PYTORCH, name -> !name.startsWith("4."));
   * System.out.println(part);   // loaded [0.weight, ...]; missing [2.weight, 2.bias]; surplus []
   * Trainer.builder(part.model(), ...)
   * }</pre>
   *
   * <p>Tensors are found as {@link #load(Path, Network, Layout) load} finds them, among all of the
   * file; what is wanted does not matter for that.
   *
   * @param model where the other parameters come from; it does not change
   * @param wanted says of a tensor's name in the file whether to load it, and may be asked more
   *     than once; a regular expression is {@code Pattern.compile("[0-2]\\..*").asMatchPredicate()}
   * @throws FileException if the file cannot be read, no parameter is both wanted and there, or one
   *     has another shape in the file: want fewer, or change the network
   */
  public static LoadedPart loadPart(
      Path file, Model model, Layout layout, Predicate<String> wanted) {
    Network network = model.network();
    return TensorReader.read(
        file,
        reader -> {
          ParameterReader parameters = new ParameterReader(reader, network, layout);
          List<String> names = ParameterNames.find(network, layout, parameters.names());
          return parameters.part(model, names, wanted);
        });
  }

  /**
   * Reads some of a network's parameters from tensors of any names.
   *
   * @param model where the other parameters come from; it does not change
   * @param wanted says of a tensor's name in the file whether to load it
   * @param names for parameters of the network, by their full names such as {@code 0.weight}, the
   *     names of their tensors; others are looked for under their own names
   * @throws FileException as {@link #loadPart(Path, Model, Layout, Predicate)} does
   * @throws SettingException if the network has no such parameter
   */
  public static LoadedPart loadPart(
      Path file, Model model, Layout layout, Predicate<String> wanted, Map<String, String> names) {
    Network network = model.network();
    requireKnown(network, names);
    return TensorReader.read(
        file,
        reader ->
            new ParameterReader(reader, network, layout)
                .part(model, names(network, names), wanted));
  }

  /**
   * Writes a model's parameters as a layout names and stores them; {@code load_state_dict} of a
   * {@code Sequential} of PyTorch takes them as they are. The file is written completely or, if
   * that fails, not at all.
   *
   * @throws FileException if the file cannot be written
   */
  public static void save(Model model, Path file, Layout layout) {
    List<Part> parts = parts(model, layout);
    byte[] header = TensorWriter.header(Map.of(), parts, Where.file(file));
    AtomicFile.write(file, Storage.disk(), out -> TensorWriter.write(header, parts, out));
  }

  private static List<Part> parts(Model model, Layout layout) {
    List<Counterpart> counterparts = layout.counterparts(model.network());
    List<String> names = ParameterNames.written(model.network(), layout);
    List<Part> parts = new ArrayList<>();
    IntStream.range(0, names.size())
        .boxed()
        .collect(Collectors.groupingBy(names::get, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, indices) ->
            parts.add(
                part(name, indices.stream().map(counterparts::get).toList(), model, indices)));
    for (Tied tied : layout.tied(model.network())) {
      Counterpart each = tied.counterpart();
      String name = ParameterNames.fullName(each, layout);
      parts.add(part(name, List.of(each), model, List.of(tied.parameter())));
    }
    return parts;
  }

  private static Part part(
      String name, List<Counterpart> counterparts, Model model, List<Integer> parameters) {
    return new Part(
        name,
        counterparts.getFirst().shape(),
        () -> Counterpart.stored(counterparts, parameters.stream().map(model::values).toList()));
  }

  private static List<String> names(Network network, Map<String, String> told) {
    return network.parameters().stream()
        .map(named -> told.getOrDefault(named.name(), named.name()))
        .toList();
  }

  private static void requireKnown(Network network, Map<String, String> told) {
    List<String> known = network.parameters().stream().map(NamedParameter::name).toList();
    told.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new SettingException(
              "Weights: the network has no parameter %s to load; it has %s."
                  .formatted(Text.quoted(name), String.join(", ", known)));
        });
  }
}
