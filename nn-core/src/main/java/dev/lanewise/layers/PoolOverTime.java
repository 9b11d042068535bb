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
import java.util.Optional;

/**
 * One vector of a sequence, {@code (time, features)}: the mean, the largest numbers or the last of
 * its steps. If the layer has a second input, {@code (1)}, that is the number of valid steps of
 * each sample, and those behind them influence nothing.
 *
 * @param kind what is taken
 */
public record PoolOverTime(Kind kind) implements Layer {

  /** What is taken of the steps. */
  public enum Kind {
    /** The mean of each feature, the sum in the order of the steps times {@code 1f / steps}. */
    AVERAGE,
    /** The largest number of each feature, the first of equal ones. */
    MAX,
    /** The last step. */
    LAST
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(SequenceShape.check("PoolOverTime", input).channels());
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Lengths.checkInputs("PoolOverTime", inputs);
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

  @Override
  public RowPass inference(Binding at) {
    Matrix x = at.input();
    Matrix y = at.output();
    Lengths lengths = Lengths.ofSecondInput(at);
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        forward(x, y, row, lengths.of(row));
      }
    };
  }

  private void forward(Matrix x, Matrix y, int row, int length) {
    int n = y.cols();
    float[] in = x.data();
    float[] out = y.data();
    for (int c = 0; c < n; c++) {
      int first = x.row(row) + c;
      int last = first + (length - 1) * n;
      float value = in[kind == Kind.LAST ? last : first];
      for (int i = first + n; i <= last && kind != Kind.LAST; i += n) {
        value = kind == Kind.MAX ? (in[i] > value ? in[i] : value) : value + in[i];
      }
      out[y.row(row) + c] = kind == Kind.AVERAGE ? value * (1f / length) : value;
    }
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Optional<Matrix> dx = at.inputGradient();
    Matrix x = at.input();
    Matrix dy = at.outputGradient();
    Lengths lengths = Lengths.ofSecondInput(at);
    RowPass ofLengths = Lengths.gradientOfSecondInput(at);
    RowPass backward =
        (from, to, scratch) -> {
          for (int row = from; dx.isPresent() && row < to; row++) {
            backward(x, dy, dx.get(), row, lengths.of(row));
          }
          ofLengths.run(from, to, scratch);
        };
    return TrainingPasses.of(inference(at), backward);
  }

  private void backward(Matrix x, Matrix dy, Matrix dx, int row, int length) {
    int n = dy.cols();
    Zeros.fill(dx, row, row + 1);
    for (int c = 0; c < n; c++) {
      float up = dy.data()[dy.row(row) + c];
      int first = dx.row(row) + c;
      switch (kind) {
        case LAST -> dx.data()[first + (length - 1) * n] = up;
        case MAX -> dx.data()[first + largest(x, row, c, n, length) * n] = up;
        case AVERAGE -> {
          for (int t = 0; t < length; t++) {
            dx.data()[first + t * n] = up * (1f / length);
          }
        }
      }
    }
  }

  /** The step with the largest number of a feature. */
  private static int largest(Matrix x, int row, int c, int n, int length) {
    int at = x.row(row) + c;
    int best = 0;
    for (int t = 1; t < length; t++) {
      if (x.data()[at + t * n] > x.data()[at + best * n]) {
        best = t;
      }
    }
    return best;
  }
}
