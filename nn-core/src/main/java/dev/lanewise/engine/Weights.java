package dev.lanewise.engine;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Parameter;
import java.util.List;

/** The parameters of a network in the layout of the kernels, in the order of the network. */
public record Weights(List<Panels> panels) {
  private static final int LANES = 16;

  public static Weights of(Kernels kernels, Model model) {
    Weights weights =
        new Weights(
            model.network().parameters().stream()
                .map(named -> allocate(kernels, named.parameter()))
                .toList());
    weights.set(model);
    return weights;
  }

  private static Panels allocate(Kernels kernels, Parameter parameter) {
    int padded = Math.ceilDiv(parameter.cols(), LANES) * LANES;
    return switch (parameter.kind()) {
      case MATRIX -> kernels.products().panels(parameter.rows(), parameter.cols());
      case VECTOR -> Panels.allocate(1, parameter.cols(), padded, LANES);
    };
  }

  public void set(Model model) {
    for (int i = 0; i < panels.size(); i++) {
      panels.get(i).set(model.values(i));
    }
  }

  public Model toModel(Network network) {
    return new Model(network, panels.stream().map(Panels::toRowMajor).toArray(float[][]::new));
  }
}
