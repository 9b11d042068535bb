package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * A sequence that is a vector over and over: {@code (features)} becomes {@code (times, features)}.
 *
 * @param times how often, at least 1
 */
public record RepeatVector(int times) implements Layer {

  /** Checks the number. */
  public RepeatVector {
    if (times < 1) {
      throw new SettingException("RepeatVector: must repeat at least 1 time; found " + times + ".");
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.dimensions().size() != 1) {
      throw new ShapeException(
          "RepeatVector takes a vector of shape (features); found %s. Put Flatten before it."
              .formatted(input));
    }
    return Shape.of(times, input.size());
  }

  @Override
  public RowPass inference(Binding at) {
    Matrix x = at.input();
    Matrix y = at.output();
    int size = x.cols();
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        for (int t = 0; t < times; t++) {
          System.arraycopy(x.data(), x.row(row), y.data(), y.row(row) + t * size, size);
        }
      }
    };
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Kernels kernels = at.kernels();
    Matrix perStep = at.outputGradient().split(times);
    return TrainingPasses.of(
        inference(at),
        at.inputGradient()
            .<RowPass>map(dx ->
                (from, to, scratch) -> {
                  for (int row = from; row < to; row++) {
                    int first = row * times;
                    kernels
                        .reductions()
                        .columnSums(perStep, first, first + times, dx.data(), dx.row(row));
                  }
                })
            .orElse(RowPass.nothing()));
  }
}
