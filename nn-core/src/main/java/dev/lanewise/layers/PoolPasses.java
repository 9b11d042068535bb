package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Optional;

/** The passes of pooling layers. */
final class PoolPasses {

  private PoolPasses() {}

  static RowPass maximum(Binding at, Windows windows) {
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> pooling.maximum(windows, x, y, from, to);
  }

  static TrainingPasses maximum(TrainingBinding at, Windows windows) {
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    Matrix dy = at.outputGradient();
    Optional<Matrix> dx = at.inputGradient();
    RowPass backward =
        dx.isEmpty()
            ? RowPass.nothing()
            : (from, to, scratch) -> pooling.maximumGradient(windows, x, y, dy, dx.get(), from, to);
    return TrainingPasses.of(maximum((Binding) at, windows), backward);
  }

  /**
   * Means.
   *
   * @param factors for each window one over the number of taps that count
   */
  static RowPass mean(Binding at, Windows windows, float[] factors) {
    Pooling pooling = at.kernels().pooling();
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> pooling.sum(windows, factors, x, y, from, to);
  }

  static TrainingPasses mean(TrainingBinding at, Windows windows, float[] factors) {
    Pooling pooling = at.kernels().pooling();
    Matrix dy = at.outputGradient();
    Optional<Matrix> dx = at.inputGradient();
    RowPass backward =
        dx.isEmpty()
            ? RowPass.nothing()
            : (from, to, scratch) -> pooling.sumGradient(windows, factors, dy, dx.get(), from, to);
    return TrainingPasses.of(mean((Binding) at, windows, factors), backward);
  }
}
