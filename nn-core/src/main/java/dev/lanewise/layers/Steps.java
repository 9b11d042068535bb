package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.Arrays;
import java.util.Optional;

/**
 * The steps of a sequence in the order in which they are read, and memory for them: in training
 * each step has its own, in inference there is memory for one.
 */
final class Steps {
  private final int count;
  private final boolean reverse;
  private final int rows;
  private final Optional<TrainingBinding> training;
  private final Optional<StepBinding> stepping;

  private Steps(
      int count,
      boolean reverse,
      int rows,
      Optional<TrainingBinding> training,
      Optional<StepBinding> stepping) {
    this.count = count;
    this.reverse = reverse;
    this.rows = rows;
    this.training = training;
    this.stepping = stepping;
  }

  static Steps ofTraining(TrainingBinding at, boolean reverse) {
    return new Steps(count(at), reverse, at.input().rows(), Optional.of(at), Optional.empty());
  }

  static Steps ofInference(Binding at, boolean reverse) {
    return new Steps(count(at), reverse, at.input().rows(), Optional.empty(), Optional.empty());
  }

  /** One step after the other, with memory that is kept. */
  static Steps ofStepping(StepBinding at) {
    return new Steps(count(at), false, at.input().rows(), Optional.empty(), Optional.of(at));
  }

  private static int count(Binding at) {
    return at.inputShape(0).dimensions().getFirst();
  }

  int count() {
    return count;
  }

  /** Whether each step has memory of its own. */
  boolean kept() {
    return training.isPresent();
  }

  /** Whether a sequence goes on where the last call ended. */
  boolean goesOn() {
    return stepping.isPresent();
  }

  /** The place in the sequence of the step that is read as number {@code k}. */
  int time(int k) {
    return reverse ? count - 1 - k : k;
  }

  /** Allocates memory for all steps, or for one. */
  Matrix allocate(int channels) {
    return training
        .map(at -> at.workspace(Shape.of(count, channels)))
        .or(() -> stepping.map(at -> at.memory(channels)))
        .orElseGet(() -> Matrix.allocate(rows, channels));
  }

  /** Allocates memory that no step has of its own. */
  Matrix single(int channels) {
    return Matrix.allocate(rows, channels);
  }

  /** What {@link #allocate} has given, by the number of the step. */
  Matrix[] each(Matrix memory, int channels) {
    return kept() ? views(memory, 0, channels) : same(memory);
  }

  /** The same memory for all steps. */
  Matrix[] same(Matrix memory) {
    Matrix[] all = new Matrix[count];
    Arrays.fill(all, memory);
    return all;
  }

  /** Columns of each place of a sequence, by the number of the step. */
  Matrix[] views(Matrix sequence, int column, int columns) {
    int channels = sequence.cols() / count;
    Matrix[] all = new Matrix[count];
    for (int k = 0; k < count; k++) {
      int from = time(k) * channels + column;
      all[k] = sequence.columns(from, from + columns);
    }
    return all;
  }

  /** States before each step, and behind the last one: one more than there are steps. */
  Matrix[] states(Matrix memory, int units) {
    Matrix[] all = Arrays.copyOf(each(memory, units), count + 1);
    all[count] = kept() ? single(units) : memory;
    return all;
  }
}
