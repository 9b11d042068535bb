package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Gradient;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a vector that is learned to each position of a sequence, {@code y[t] = x[t] + P[t]}, so that
 * attention knows where things are. Its weight {@code P} is {@code context x channels}; sequences
 * may be shorter.
 *
 * @param context the most positions, at least 1
 * @param initializer normal with a deviation of 0.02 unless told otherwise, as in GPT-2
 */
public record LearnedPositions(int context, Initializer initializer) implements Layer {

  /** Checks the size. */
  public LearnedPositions {
    if (context < 1) {
      throw new SettingException(
          "LearnedPositions: the context must be at least 1; found " + context + ".");
    }
  }

  /** A layer with the default initializer. */
  public LearnedPositions(int context) {
    this(context, Initializer.normal(0.02));
  }

  @Override
  public Shape outputShape(Shape input) {
    int steps = SequenceShape.check("LearnedPositions", input).dimensions().getFirst();
    if (steps > context) {
      throw new ShapeException(
          "LearnedPositions knows %s positions; found a sequence of %s. Give it a larger context, or shorter sequences."
              .formatted(context, steps));
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(Parameter.matrix(Dense.WEIGHT, context, input.channels(), initializer));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.fixed(3L * input.size());
  }

  @Override
  public RowPass inference(Binding at) {
    Panels weight = at.parameter(Dense.WEIGHT);
    int steps = at.inputShape(0).dimensions().getFirst();
    PositionTable table = new PositionTable(new float[at.inputShape(0).size()]);
    return RowPass.prepared(() -> copy(weight, steps, table.numbers()), table.forward(at));
  }

  @Override
  public RowPass stepping(StepBinding at) {
    if (at.context() > context) {
      throw new UsageException(
          "LearnedPositions knows %s positions; found a context of %s. Generate with a shorter one."
              .formatted(context, at.context()));
    }
    PositionTable table = new PositionTable(new float[at.context() * at.input().cols()]);
    copy(at.parameter(Dense.WEIGHT), at.context(), table.numbers());
    return table.stepping(at);
  }

  private static void copy(Panels weight, int steps, float[] to) {
    int at = 0;
    for (int t = 0; t < steps; t++) {
      for (int panel = 0; panel < weight.count(); panel++) {
        int columns = weight.panelColumns(panel);
        System.arraycopy(weight.data(), weight.row(panel, t), to, at, columns);
        at += columns;
      }
    }
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(inference(at), PositionTable.backward(at))
        .withGradient(Dense.WEIGHT, new OfPositions(at));
  }

  /** Sums over the samples of the gradients at a position. */
  private static final class OfPositions implements Gradient {
    private final Kernels kernels;
    private final List<Slice> parts;
    private final List<Matrix[]> columns = new ArrayList<>();

    OfPositions(TrainingBinding at) {
      kernels = at.kernels();
      parts = at.parts(Dense.WEIGHT);
      Matrix dy = at.outputGradient();
      int steps = at.inputShape(0).dimensions().getFirst();
      int channels = at.inputShape(0).channels();
      for (Slice slice : parts) {
        Matrix[] rows = new Matrix[Math.max(0, Math.min(slice.to(), steps) - slice.from())];
        for (int i = 0; i < rows.length; i++) {
          int first = (slice.from() + i) * channels + slice.firstColumn();
          rows[i] = dy.columns(first, first + slice.columns());
        }
        columns.add(rows);
      }
    }

    @Override
    public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
      Slice slice = parts.get(part);
      Arrays.fill(gradient, at, at + slice.end() - slice.begin(), 0);
      Matrix[] rows = columns.get(part);
      for (int i = 0; i < rows.length; i++) {
        kernels.reductions().columnSums(rows[i], from, to, gradient, at + i * slice.stride());
      }
    }
  }
}
