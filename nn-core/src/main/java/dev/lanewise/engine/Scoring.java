package dev.lanewise.engine;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.ShapeException;
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

  /** An output with its loss. */
  private static final class Output {
    private final Loss loss;
    private final LossRows rows;
    private final boolean[] correct;
    private final double factor;
    private final double weight;
    private float scale;

    Output(Term term, LossRows rows) {
      this.loss = term.loss();
      this.rows = rows;
      this.correct = new boolean[rows.losses().length];
      this.factor = loss.weight(rows.outputs().cols());
      this.weight = term.weight();
    }
  }

  private final Kernels kernels;
  private final Matrix targets;
  private final List<Output> outputs = new ArrayList<>();

  /**
   * The scoring of a plan's outputs.
   *
   * @param terms the losses, in the order of the outputs
   * @param values the outputs
   * @param gradients where their gradients go
   * @param widths how many targets a sample has for each output
   * @throws ShapeException if targets do not suit the outputs
   */
  Scoring(
      Kernels kernels,
      List<Term> terms,
      List<Matrix> values,
      List<Matrix> gradients,
      List<Integer> widths) {
    this.kernels = kernels;
    int rows = values.getFirst().rows();
    targets = Matrix.allocate(rows, widths.stream().reduce(0, Math::addExact));
    int column = 0;
    for (int i = 0; i < terms.size(); i++) {
      int end = column + widths.get(i);
      LossRows of =
          new LossRows(
              values.get(i), targets.columns(column, end), gradients.get(i), new float[rows]);
      terms.get(i).loss().checkTargets(values.get(i).cols(), widths.get(i));
      outputs.add(new Output(terms.get(i), of));
      column = end;
    }
  }

  /** Where data sets write targets: those of all outputs, one behind the other. */
  public Matrix targets() {
    return targets;
  }

  /** What the loss of the first output reads and writes. */
  public LossRows rows() {
    return outputs.getFirst().rows;
  }

  /** The loss of the first output. */
  public Loss loss() {
    return outputs.getFirst().loss;
  }

  /** Refuses targets of a row that a loss cannot mean, and names the sample. */
  void checkTargets(int row, int sample) {
    try {
      for (int i = 0; i < outputs.size(); i++) {
        outputs.get(i).loss.checkRow(outputs.get(i).rows, row);
      }
    } catch (DataException e) {
      throw new DataException("Sample %s of the data set: %s".formatted(sample, e.getMessage()), e);
    }
  }

  /** Begins a step of so many samples, over which the mean is taken. */
  void begin(int samplesOfStep) {
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      output.scale = (float) (output.weight * output.factor / samplesOfStep);
    }
  }

  /** Finds out whether classes are right. */
  RowPass classify() {
    return (from, to, scratch) -> {
      for (int i = 0; i < outputs.size(); i++) {
        Output output = outputs.get(i);
        for (int row = from; output.loss.classifies() && row < to; row++) {
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
        output.loss.run(kernels, output.rows, output.scale, from, to, scratch);
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
        weights.apply(kernels, outputs.get(i).rows, from, to);
      }
    };
  }

  /** Adds up the losses of a batch in the order of the rows; returns their weighted sum. */
  double add(int samples, EpochSums sums) {
    double all = 0;
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      double sum = 0;
      int right = 0;
      for (int row = 0; row < samples; row++) {
        sum += output.rows.losses()[row];
        right += output.correct[row] ? 1 : 0;
      }
      sums.add(i, output.factor * sum, right);
      all += output.weight * (output.factor * sum);
    }
    sums.addSamples(samples);
    return all;
  }
}
