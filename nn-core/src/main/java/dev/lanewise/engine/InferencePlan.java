package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A network bound for inference: the buffers of a batch and the steps that fill them.
 *
 * @param input where samples go in
 * @param output where results come out
 * @param steps the steps in order
 */
public record InferencePlan(Matrix input, Matrix output, List<Step> steps) {

  private record LayerBinding(Kernels kernels, Matrix input, Matrix output, List<Panels> parameters)
      implements Binding {
    @Override
    public Panels parameter(int index) {
      return parameters.get(index);
    }
  }

  public static InferencePlan of(Kernels kernels, Network network, Weights weights, int rows) {
    Matrix input = Matrix.allocate(rows, network.input().size());
    List<Step> steps = new ArrayList<>();
    Matrix x = input;
    for (Layers.Bound bound : Layers.of(network, weights)) {
      Matrix y = Matrix.allocate(rows, bound.place().output().size());
      Binding binding = new LayerBinding(kernels, x, y, bound.parameters());
      steps.add(bound.place().layer().inference(binding));
      x = y;
    }
    return new InferencePlan(input, x, List.copyOf(steps));
  }

  public void run(int from, int to, Scratch scratch) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run(from, to, scratch);
    }
  }
}
