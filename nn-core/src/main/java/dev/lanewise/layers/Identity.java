package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/** What layers do that change nothing: values pass forward, gradients backward. */
final class Identity {

  private Identity() {}

  static RowPass forward(Binding at) {
    return copy(at.kernels(), at.input(), at.output());
  }

  static TrainingPasses passes(TrainingBinding at) {
    return TrainingPasses.of(forward(at), backward(at));
  }

  private static RowPass copy(Kernels kernels, Matrix x, Matrix y) {
    return (from, to, scratch) -> kernels.elements().copy(x, y, from, to);
  }

  static RowPass backward(TrainingBinding at) {
    return at.inputGradient()
        .map(dx -> copy(at.kernels(), at.outputGradient(), dx))
        .orElse(RowPass.nothing());
  }
}
