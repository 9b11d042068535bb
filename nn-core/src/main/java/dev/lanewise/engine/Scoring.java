package dev.lanewise.engine;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses.Term;
import dev.lanewise.nn.spi.RowPass;
import java.util.ArrayList;
import java.util.List;

/**
 * What the outputs of a batch are worth: losses, their gradients, and whether classes are right.
 */
public final class Scoring {

  /** An output with its loss, of which each position is a row. */
  private static final class Output {
    private final Loss loss;
    private final int positions;
    private final LossRows rows;
    private final boolean[] correct;
    private final double factor;
    private final double weight;
    private float scale;

    Output(Term term, int positions, LossRows rows) {
      this.loss = term.loss();
      this.positions = positions;
      this.rows = rows;
      this.correct = new boolean[rows.losses().length];
      this.factor = loss.weight(rows.outputs().cols());
      this.weight = term.weight();
    }

    /** Whether a row does not count. */
    boolean ignores(int row) {
      Matrix t = rows.targets();
      return positions > 1 && t.cols() == 1 && t.data()[t.row(row)] == Loss.IGNORED;
    }
  }

  private final Kernels kernels;
  private final Matrix targets;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Matrix> dealt = new ArrayList<>();

  /**
   * The scoring of a plan's outputs.
   *
   * @param terms the losses, in the order of the outputs
   * @param values the outputs
   * @param gradients where their gradients go
   * @param shapes of the outputs
   * @param widths how many targets a sample has for each output
   * @throws ShapeException if targets do not suit the outputs
   */
  Scoring(
      Kernels kernels,
      List<Term> terms,
      List<Matrix> values,
      List<Matrix> gradients,
      List<Shape> shapes,
      List<Integer> widths) {
    this.kernels = kernels;
    int rows = values.getFirst().rows();
    targets = Matrix.allocate(rows, widths.stream().reduce(0, Math::addExact));
    int column = 0;
    for (int i = 0; i < terms.size(); i++) {
      int end = column + widths.get(i);
      Loss loss = terms.get(i).loss();
      int positions = loss.positions(shapes.get(i));
      checkWidth(loss, shapes.get(i), positions, widths.get(i));
      Matrix own = targets.columns(column, end);
      if (positions > 1) {
        own = Matrix.allocateDense(rows, widths.get(i));
      }
      dealt.add(own);
      LossRows of =
          new LossRows(
              values.get(i).split(positions),
              own.split(positions),
              gradients.get(i).split(positions),
              new float[Math.multiplyExact(rows, positions)]);
      loss.checkTargets(of.outputs().cols(), of.targets().cols());
      outputs.add(new Output(terms.get(i), positions, of));
      column = end;
    }
  }

  private static void checkWidth(Loss loss, Shape output, int positions, int width) {
    if (width % positions != 0) {
      throw new ShapeException(
          "%s classifies each of the %s positions of an output of shape %s; the data have %s targets a sample. Give a target for each position, or put Flatten, GlobalAveragePool or Dense behind Flatten before the output for one of each sample."
              .formatted(loss.getClass().getSimpleName(), positions, output, width));
    }
  }

  /** How many positions of a sample there are for each output. */
  double[] allPositions() {
    return outputs.stream().mapToDouble(output -> output.positions).toArray();
  }

  /**
   * How many positions of a sample count for each output, on average over a data set.
   *
   * @throws DataException if none does
   */
  double[] positions(Dataset data) {
    double[] means = new double[outputs.size()];
    for (int i = 0; i < means.length; i++) {
      int most = outputs.get(i).positions;
      long sum = most == 1 ? data.size() : 0;
      for (int sample = 0; most > 1 && sample < data.size(); sample++) {
        sum += Math.clamp(data.counted(sample), 0, most);
      }
      if (sum == 0) {
        throw new DataException(
            "No position of the data set counts for the loss; at least one target must be a class.");
      }
      means[i] = (double) sum / data.size();
    }
    return means;
  }

  /** Where data sets write targets: those of all outputs, one behind the other. */
  public Matrix targets() {
    return targets;
  }

  /** What the loss of the first output reads and writes. */
  public LossRows rows() {
    return outputs.getFirst().rows;
  }

  /** How many losses of the first output a sample has. */
  int positions() {
    return outputs.getFirst().positions;
  }

  /** The loss of the first output. */
  public Loss loss() {
    return outputs.getFirst().loss;
  }

  /**
   * Gives the outputs their targets of a row, and refuses those that a loss cannot mean.
   *
   * @param counted how many positions of the sample shall count, at most; unknown if negative
   */
  void checkTargets(int row, int counted) {
    int column = 0;
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      int width = output.positions * output.rows.targets().cols();
      if (output.positions == 1) {
        output.loss.checkRow(output.rows, row);
      } else {
        Matrix own = dealt.get(i);
        int at = targets.row(row) + column;
        System.arraycopy(targets.data(), at, own.data(), own.row(row), width);
        checkPositions(output, row, Math.min(counted, output.positions));
      }
      column += width;
    }
  }

  private static void checkPositions(Output output, int row, int counted) {
    int count = 0;
    for (int p = row * output.positions; p < (row + 1) * output.positions; p++) {
      if (!output.ignores(p)) {
        check(output, p, p - row * output.positions);
        count++;
      }
    }
    if (counted >= 0 && count != counted) {
      throw new DataException(
          "%s positions count, which have a target; the data set says %s. Override Dataset.counted where positions are ignored."
              .formatted(count, counted));
    }
  }

  private static void check(Output output, int row, int position) {
    try {
      output.loss.checkRow(output.rows, row);
    } catch (DataException e) {
      throw new DataException("Position %s: %s".formatted(position, e.getMessage()), e);
    }
  }

  /**
   * Begins a step of so many samples, over which the mean is taken.
   *
   * @param positions how many of a sample count, as {@link #positions} says
   */
  void begin(int samplesOfStep, double[] positions) {
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      double factor = output.factor / positions[i];
      output.scale = (float) (output.weight * factor / samplesOfStep);
    }
  }

  /** Finds out whether classes are right. */
  RowPass classify() {
    return (from, to, scratch) -> {
      for (int i = 0; i < outputs.size(); i++) {
        Output output = outputs.get(i);
        int end = to * output.positions;
        for (int row = from * output.positions; output.loss.classifies() && row < end; row++) {
          output.correct[row] = output.loss.correct(output.rows, row);
        }
      }
    };
  }

  /** Computes losses and gradients, as if each sample counted 1. */
  RowPass losses() {
    return (from, to, scratch) -> {
      for (int i = 0; i < outputs.size(); i++) {
        Output output = outputs.get(i);
        int first = from * output.positions;
        int end = to * output.positions;
        output.loss.run(kernels, output.rows, output.scale, first, end, scratch);
      }
    };
  }

  /** Finds out what each sample counts. */
  RowPass weigh(SampleWeights weights, Batch batch) {
    return (from, to, scratch) -> {
      for (int row = from; !weights.none() && row < to; row++) {
        weights.weigh(loss(), rows(), row, batch.sample(row));
      }
    };
  }

  /** Multiplies losses and gradients by what each sample counts. */
  RowPass applyWeights(SampleWeights weights) {
    return (from, to, scratch) -> {
      for (int i = 0; !weights.none() && i < outputs.size(); i++) {
        weights.apply(kernels, outputs.get(i).rows, outputs.get(i).positions, from, to);
      }
    };
  }

  /**
   * Adds up the losses of a batch in the order of the rows; returns their weighted sum.
   *
   * @param positions how many of a sample count, as {@link #positions} says
   */
  double add(int samples, EpochSums sums, double[] positions) {
    double all = 0;
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      double sum = 0;
      int right = 0;
      for (int row = 0; row < samples * output.positions; row++) {
        sum += output.rows.losses()[row];
        right += output.correct[row] ? 1 : 0;
      }
      double loss = output.factor / positions[i] * sum;
      sums.add(i, loss, right, positions[i]);
      all += output.weight * loss;
    }
    sums.addSamples(samples);
    return all;
  }
}
