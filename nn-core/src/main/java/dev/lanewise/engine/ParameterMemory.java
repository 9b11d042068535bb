package dev.lanewise.engine;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a network in the layout of the kernels.
 *
 * @param panels by full name, in the order of the network
 */
public record ParameterMemory(Map<String, Panels> panels) {
  private static final int LANES = 16;

  /** Allocates the parameters of a model and sets them. */
  public static ParameterMemory of(Kernels kernels, Model model) {
    Map<String, Panels> panels = new LinkedHashMap<>();
    for (NamedParameter named : model.network().parameters()) {
      panels.put(named.name(), allocate(kernels, named.parameter()));
    }
    ParameterMemory memory = new ParameterMemory(panels);
    memory.set(model);
    return memory;
  }

  private static Panels allocate(Kernels kernels, Parameter parameter) {
    return switch (parameter.kind()) {
      case MATRIX -> kernels.products().panels(parameter.rows(), parameter.cols());
      case VECTOR ->
          Panels.allocate(1, parameter.cols(), kernels.tuning().parts().biasColumns(), LANES);
    };
  }

  /** The memory of a parameter. */
  public Panels of(String name) {
    Panels found = panels.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  /** Sets all parameters. */
  public void set(Model model) {
    int i = 0;
    for (Panels each : panels.values()) {
      each.set(model.values(i));
      i++;
    }
  }

  /** A copy as a model of the network that the parameters are of. */
  public Model toModel(Network network) {
    return new Model(
        network, panels.values().stream().map(Panels::toRowMajor).toArray(float[][]::new));
  }
}
