package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Exchanges bare weights with other programs: safetensors files that hold tensors and do not say
 * which network they belong to. The methods are thread-safe.
 *
 * <pre>{@code
 * Network network = Network.of(Shape.of(784), new Dense(128, Activation.RELU), new Dense(10));
 * Model model = Weights.load(Path.of("sequential.safetensors"), network, Layout.PYTORCH);
 * }</pre>
 */
public final class Weights {
  private static final int MOST_LISTED = 10;

  private Weights() {}

  /**
   * Reads a network's parameters. Tensors are found by the names that {@link #save} writes, or, if
   * all names of the file are numbered ({@code 0.weight}, {@code net.4.bias}, {@code
   * dense_1/kernel}), by the order of the numbers: the k-th module of the file is the k-th layer
   * that has parameters.
   *
   * @throws FileException if the file cannot be read, lacks a parameter, has something else, or has
   *     one of another shape
   */
  public static Model load(Path file, Network network, Layout layout) {
    return TensorReader.read(
        file,
        reader -> {
          Map<String, TensorInfo> tensors = tensors(reader);
          List<String> names = ParameterNames.find(network, layout, tensors.keySet());
          return load(reader, tensors, network, layout, names);
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
        file,
        reader -> {
          List<String> found =
              network.parameters().stream()
                  .map(named -> names.getOrDefault(named.name(), named.name()))
                  .toList();
          return load(reader, tensors(reader), network, layout, found);
        });
  }

  /**
   * Writes a model's parameters as a layout names and stores them; {@code load_state_dict} of a
   * {@code Sequential} of PyTorch takes them as they are. The file is written completely or, if
   * that fails, not at all.
   *
   * @throws FileException if the file cannot be written
   */
  public static void save(Model model, Path file, Layout layout) {
    List<NamedParameter> parameters = model.network().parameters();
    List<String> names = ParameterNames.written(model.network(), layout);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int index = i;
      Parameter parameter = parameters.get(i).parameter();
      parts.add(
          new Part(
              names.get(i),
              shape(parameter, layout),
              () -> stored(model.values(index), parameter, layout)));
    }
    byte[] header = TensorWriter.header(Map.of(), parts, Where.file(file));
    AtomicFile.write(file, Storage.disk(), out -> TensorWriter.write(header, parts, out));
  }

  private static Map<String, TensorInfo> tensors(TensorReader reader) {
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    reader.header().tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    return tensors;
  }

  private static Model load(
      TensorReader reader,
      Map<String, TensorInfo> tensors,
      Network network,
      Layout layout,
      List<String> names) {
    requireNames(reader.where(), tensors.keySet(), names);
    List<NamedParameter> parameters = network.parameters();
    long needed = 0;
    for (int i = 0; i < names.size(); i++) {
      Parameter parameter = parameters.get(i).parameter();
      TensorInfo tensor = tensor(tensors, names.get(i));
      requireShape(reader.where(), tensor, shape(parameter, layout), parameters.get(i).name());
      // Once read, once turned into the library's order, once copied by the model.
      needed += 3L * parameter.size() * Float.BYTES;
    }
    return Heap.attempt(
        needed,
        reader.where()::refuse,
        () -> {
          float[][] values = new float[names.size()][];
          for (int i = 0; i < values.length; i++) {
            float[] read = reader.values(tensor(tensors, names.get(i)));
            values[i] = canonical(read, parameters.get(i).parameter(), layout);
          }
          return new Model(network, values);
        });
  }

  private static TensorInfo tensor(Map<String, TensorInfo> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  private static void requireNames(Where where, Set<String> found, List<String> expected) {
    List<String> missing = expected.stream().filter(name -> !found.contains(name)).toList();
    Set<String> known = new HashSet<>(expected);
    List<String> surplus = found.stream().filter(name -> !known.contains(name)).toList();
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      throw where
          .in("tensors")
          .refuse(
              "those of the network's parameters and no others",
              "missing %s; surplus %s".formatted(listed(missing), listed(surplus)),
              "Check the network and the layout, or tell the names to Weights.load.");
    }
  }

  private static String listed(List<String> names) {
    List<String> shown = names.stream().limit(MOST_LISTED).map(Text::clipped).toList();
    return names.size() > MOST_LISTED ? shown + " and more, " + names.size() : shown.toString();
  }

  private static void requireShape(
      Where where, TensorInfo tensor, List<Integer> expected, String parameter) {
    if (!tensor.shape().equals(expected)) {
      throw where
          .in("tensor")
          .named(tensor.name())
          .refuse(
              "shape %s of parameter %s".formatted(expected, parameter),
              tensor.shape().toString(),
              "Check the network's sizes and the layout.");
    }
  }

  private static boolean isTransposed(Parameter parameter, Layout layout) {
    return layout.transposed() && parameter.kind() == Parameter.Kind.MATRIX;
  }

  private static List<Integer> shape(Parameter parameter, Layout layout) {
    List<Integer> shape = ModelParts.shape(parameter);
    return isTransposed(parameter, layout) ? shape.reversed() : shape;
  }

  private static float[] stored(float[] values, Parameter parameter, Layout layout) {
    return isTransposed(parameter, layout)
        ? transpose(values, parameter.rows(), parameter.cols())
        : values;
  }

  private static float[] canonical(float[] values, Parameter parameter, Layout layout) {
    return isTransposed(parameter, layout)
        ? transpose(values, /* rows= */ parameter.cols(), /* cols= */ parameter.rows())
        : values;
  }

  private static float[] transpose(float[] values, int rows, int cols) {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        transposed[col * rows + row] = values[row * cols + col];
      }
    }
    return transposed;
  }
}
