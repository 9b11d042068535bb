package dev.lanewise.data;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import java.util.List;
import java.util.OptionalInt;

/**
 * A finite collection of samples with random access: inputs and their targets as floats.
 *
 * <p>Workers read different samples of a batch at the same time, so {@link #read} must be
 * thread-safe, and it should not allocate. A data set does not shuffle; the trainer asks it once an
 * epoch in which {@link #order} to read, and how it is {@link #inEpoch}, and then for the samples
 * in that order.
 */
public interface Dataset {

  /** The number of samples; at least 1. */
  int size();

  /** The shape of one input. */
  Shape inputShape();

  /**
   * The number of target values of one sample: 1 for a class index (stored as a float, exact up to
   * 2^24) or a single regression value, otherwise the number of outputs.
   */
  int targetColumns();

  /**
   * The shapes of the inputs of a network with several; their values are one behind the other in a
   * row. Unless overridden there is one, {@link #inputShape}. A data set that wraps another one
   * should pass the call on.
   */
  default List<Shape> inputShapes() {
    return List.of(inputShape());
  }

  /**
   * How many target values each output of a network with several has; they are one behind the other
   * in a row. Unless overridden all belong to one output. A data set that wraps another one should
   * pass the call on.
   */
  default List<Integer> targetWidths() {
    return List.of(targetColumns());
  }

  /**
   * How many positions of a sample count, for losses of each position: those whose target is not
   * {@link dev.lanewise.loss.Loss#IGNORED}. Unless overridden all do. A data set that wraps another
   * one should pass the call on.
   *
   * @param index the sample
   */
  default int counted(int index) {
    return Integer.MAX_VALUE;
  }

  /**
   * The batch size that {@link #order} is made for, if rows of a batch go on from those of the
   * batch before; training refuses another one. Unless overridden there is none. A data set that
   * wraps another one and keeps its order should pass the call on.
   */
  default OptionalInt batch() {
    return OptionalInt.empty();
  }

  /**
   * Writes one sample into a row of a batch.
   *
   * @param index the sample, from 0 to {@code size() - 1}
   * @param inputs {@code batch x inputShape().size()}; row {@code row} is overwritten
   * @param targets {@code batch x targetColumns()}; row {@code row} is overwritten
   * @param row the row of the batch to write
   */
  void read(int index, Matrix inputs, Matrix targets, int row);

  /**
   * Touches the memory of a sample that will be read soon. A trainer fetches all samples of a chunk
   * before it reads the first, so that their cache misses overlap instead of adding up. Does
   * nothing unless overridden; a data set that wraps another one should pass the call on.
   *
   * @param index the sample, from 0 to {@code size() - 1}
   * @return any value that depends on the sample's memory, so that no compiler removes the loads
   */
  default float fetch(int index) {
    return 0;
  }

  /**
   * The order in which an epoch shall visit the samples: a permutation of 0 to {@code order.length
   * - 1}, and a pure function of the arguments. Unless overridden, it is a random one of all
   * samples; a data set that is read from a disk keeps samples together that lie together.
   *
   * <p>The length is {@link #size}, or smaller for a subset whose samples ascend; {@link Subset}
   * passes the call on and takes the result for positions of its own.
   *
   * @param order overwritten
   * @param seed the seed of the training
   * @param epoch counts from 0
   * @param shuffle false for the samples as they come: 0, 1, 2 and so on
   */
  default void order(int[] order, long seed, int epoch, boolean shuffle) {
    if (shuffle) {
      SampleOrder.shuffled(order, seed, epoch);
    } else {
      SampleOrder.identity(order);
    }
  }

  /**
   * The samples as an epoch of a training shall see them: for data sets that change their samples
   * from epoch to epoch, such as images that are shifted and turned. Unless overridden it is this
   * data set. A data set that wraps another one should pass the call on.
   *
   * <p>The trainer asks for them once an epoch, with the same arguments as {@link #order}, also
   * when it goes on in the middle of one; so the result must be a pure function of them, of the
   * same size, shapes and kind of targets, and with samples in the same places. Evaluations, L-BFGS
   * and metrics read the data set itself; whoever computes gradients for a training that is shared
   * among processes passes the result to {@code GradientWorker}.
   *
   * @param seed the seed of the training
   * @param epoch counts from 0
   */
  default Dataset inEpoch(long seed, int epoch) {
    return this;
  }
}
