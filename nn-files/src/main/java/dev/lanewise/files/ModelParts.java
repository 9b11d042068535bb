package dev.lanewise.files;

import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/** A network's parameters as tensors of a file. */
final class ModelParts {

  private ModelParts() {}

  /** The tensors of a model. */
  static List<Part> of(Model model) {
    List<Part> parts = new ArrayList<>();
    List<NamedParameter> parameters = model.network().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      int index = i;
      parts.add(
          new Part(
              parameters.get(i).name(),
              shape(parameters.get(i).parameter()),
              () -> model.values(index)));
    }
    return parts;
  }

  /** The tensors that a model of the network has, without values. */
  static List<Part> of(Network network) {
    return network.parameters().stream()
        .map(named -> new Part(named.name(), shape(named.parameter()), () -> new float[0]))
        .toList();
  }

  /** The extents of a parameter. */
  static List<Integer> shape(Parameter parameter) {
    return parameter.shape().dimensions();
  }

  /** The memory of so many parameters twice: they are read, and the model copies them. */
  static long bytes(List<Part> parts) {
    return parts.stream().mapToLong(Part::count).sum() * Float.BYTES * 2;
  }
}
