package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;

/**
 * The sum of two or more values of the same shape, element by element, added in their order: {@code
 * y = (a + b) + c}. With the input of some layers and their output it is a residual connection (He
 * et al. 2016).
 */
public record Add() implements Operation {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Alike.shape(inputs);
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    Kernels kernels = at.kernels();
    Matrix y = at.output();
    Matrix a = at.input(0);
    Matrix b = at.input(1);
    return (from, to, scratch) -> {
      kernels.elements().add(a, b, y, from, to);
      for (int i = 2; i < at.inputs(); i++) {
        kernels.elements().add(y, at.input(i), y, from, to);
      }
    };
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(List.of(inference(at)), Gradients.copies(at));
  }
}
