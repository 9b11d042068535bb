package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.ArrayList;
import java.util.List;

/** Backward passes that operations have in common. */
final class Gradients {

  private Gradients() {}

  /** Passes the output gradient on to each input whose gradient is wanted. */
  static List<Pass> copies(TrainingBinding at) {
    Matrix dy = at.outputGradient();
    List<Pass> copies = new ArrayList<>();
    for (int i = 0; i < at.inputs(); i++) {
      at.inputGradient(i).ifPresent(dx -> copies.add(copy(at.kernels(), dy, dx)));
    }
    return copies;
  }

  private static RowPass copy(Kernels kernels, Matrix dy, Matrix dx) {
    return (from, to, scratch) -> kernels.elements().copy(dy, dx, from, to);
  }
}
