package dev.lanewise.layers;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.List;

/**
 * How many steps of each sample are valid.
 *
 * @param values {@code batch x 1}; without rows if all steps are
 * @param most all steps
 */
record Lengths(Matrix values, int most) {

  /** All steps of all samples. */
  static Lengths all(int steps) {
    return new Lengths(new Matrix(new float[0], 0, 0, 1, 1), steps);
  }

  /** Refuses an input that does not hold one number a sample. */
  static void check(String layer, Shape input) {
    if (input.size() != 1) {
      throw new ShapeException(
          "%s: the lengths must be one number a sample, shape (1); found %s."
              .formatted(layer, input));
    }
  }

  /** Refuses other inputs than a sequence and, if lengths vary, those. */
  static void checkInputs(String layer, List<Shape> inputs) {
    if (inputs.size() == 2) {
      check(layer, inputs.get(1));
    } else if (inputs.size() != 1) {
      throw new ShapeException(
          "%s takes a sequence, and lengths if they vary; found %s inputs."
              .formatted(layer, inputs.size()));
    }
  }

  /** The lengths that are the second input, if there is one; else all steps. */
  static Lengths ofSecondInput(Binding at) {
    int steps = at.inputShape(0).dimensions().getFirst();
    return at.inputs() == 2 ? new Lengths(at.input(1), steps) : all(steps);
  }

  /** The gradient of the second input, if there is one. */
  static RowPass gradientOfSecondInput(TrainingBinding at) {
    return at.inputs() == 2 ? Zeros.gradient(at.inputGradient(1)) : RowPass.nothing();
  }

  /** Whether samples may be shorter than others. */
  boolean vary() {
    return values.rows() > 0;
  }

  /**
   * The valid steps of a row.
   *
   * @throws DataException if they are no whole number from 1 to all
   */
  int of(int row) {
    if (!vary()) {
      return most;
    }
    float length = values.data()[values.row(row)];
    if (!(length >= 1 && length <= most) || length != (int) length) {
      throw refused(length, row);
    }
    return (int) length;
  }

  private DataException refused(float length, int row) {
    return new DataException(
        "The length of the sample in row %s of the batch must be a whole number from 1 to %s; found %s."
            .formatted(row, most, length));
  }

  /** Behind the last row from {@code from} on that are all valid at a step, or all not. */
  int endOfRun(int step, int from, int to) {
    if (!vary()) {
      return to;
    }
    boolean valid = step < of(from);
    int end = from + 1;
    while (end < to && step < of(end) == valid) {
      end++;
    }
    return end;
  }

  /** Writes zeros behind the end of samples. */
  void clear(Matrix sequence, int from, int to) {
    int channels = sequence.cols() / most;
    for (int row = from; vary() && row < to; row++) {
      int at = sequence.row(row);
      java.util.Arrays.fill(sequence.data(), at + of(row) * channels, at + sequence.cols(), 0);
    }
  }
}
