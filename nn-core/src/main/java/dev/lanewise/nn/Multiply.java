package dev.lanewise.nn;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;

/** The product of two values of the same shape, element by element: {@code y = a b}; a gate. */
public record Multiply() implements Operation {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.size() > 2) {
      throw new ShapeException(
          "exactly 2 inputs are multiplied; found %s. Multiply the product by the next one."
              .formatted(inputs.size()));
    }
    return Alike.shape(inputs);
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    return product(at.kernels(), at.input(0), at.input(1), at.output());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Matrix dy = at.outputGradient();
    List<Pass> backward = new ArrayList<>();
    at.inputGradient(0).ifPresent(da -> backward.add(product(at.kernels(), dy, at.input(1), da)));
    at.inputGradient(1).ifPresent(db -> backward.add(product(at.kernels(), dy, at.input(0), db)));
    return TrainingPasses.of(List.of(inference(at)), backward);
  }

  private static RowPass product(Kernels kernels, Matrix a, Matrix b, Matrix y) {
    return (from, to, scratch) -> kernels.elements().multiply(a, b, y, from, to);
  }
}
