package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;

/**
 * A sequence, {@code (time, features)}, with its steps in the opposite order. If the layer has a
 * second input, {@code (1)}, that is the number of valid steps of each sample; only they change
 * places, and zeros follow.
 */
public record ReverseTime() implements Layer {

  @Override
  public Shape outputShape(Shape input) {
    return SequenceShape.check("ReverseTime", input);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Lengths.checkInputs("ReverseTime", inputs);
    return outputShape(inputs.getFirst());
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public BatchMemory batchMemory(List<Shape> inputs) {
    return BatchMemory.NONE;
  }

  private static RowPass reversed(Binding at, Matrix x, Matrix y) {
    Lengths lengths = Lengths.ofSecondInput(at);
    int n = x.cols() / lengths.most();
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        int length = lengths.of(row);
        for (int t = 0; t < length; t++) {
          int in = x.row(row) + (length - 1 - t) * n;
          System.arraycopy(x.data(), in, y.data(), y.row(row) + t * n, n);
        }
      }
      lengths.clear(y, from, to);
    };
  }

  @Override
  public RowPass inference(Binding at) {
    return reversed(at, at.input(), at.output());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    RowPass ofInput =
        at.inputGradient()
            .map(dx -> reversed(at, at.outputGradient(), dx))
            .orElse(RowPass.nothing());
    RowPass ofLengths = Lengths.gradientOfSecondInput(at);
    RowPass backward =
        (from, to, scratch) -> {
          ofInput.run(from, to, scratch);
          ofLengths.run(from, to, scratch);
        };
    return TrainingPasses.of(inference(at), backward);
  }
}
