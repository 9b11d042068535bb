package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Normalization;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.Arrays;

/**
 * Adds a number to each element of a sample, the same for all samples: {@code y = fma(x, 1,
 * table)}.
 *
 * @param numbers {@code time channels} of them
 */
record PositionTable(float[] numbers) {

  /** The same of one position after the other. */
  RowPass stepping(StepBinding at) {
    Matrix x = at.input();
    Matrix y = at.output();
    int channels = x.cols();
    return (from, to, scratch) -> {
      int first = at.position() * channels;
      for (int row = from; row < to; row++) {
        for (int c = 0; c < channels; c++) {
          y.data()[y.row(row) + c] = x.data()[x.row(row) + c] + numbers[first + c];
        }
      }
    };
  }

  /** Hands the gradient on. */
  static RowPass backward(TrainingBinding at) {
    Matrix dy = at.outputGradient();
    Elements elements = at.kernels().elements();
    return at.inputGradient()
        .<RowPass>map(dx -> (from, to, scratch) -> elements.copy(dy, dx, from, to))
        .orElse(RowPass.nothing());
  }

  RowPass forward(Binding at) {
    Normalization normalization = at.kernels().normalization();
    float[] ones = Zeros.vector(numbers.length);
    float[] zeros = Zeros.vector(numbers.length);
    Arrays.fill(ones, 1);
    Matrix x = at.input();
    Matrix y = at.output();
    return (from, to, scratch) -> normalization.normalize(x, zeros, ones, numbers, y, from, to);
  }
}
