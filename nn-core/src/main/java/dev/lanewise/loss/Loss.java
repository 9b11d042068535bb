package dev.lanewise.loss;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Network;

/**
 * What training minimises: the mean over the samples of {@code weight(outputs) * rowLoss}.
 * Immutable and safe to share.
 *
 * <p>Kernels compute the loss of each row and the gradient with respect to the outputs in one pass.
 */
public interface Loss {

  /**
   * The target of a position that does not count, in losses of each position: behind the end of a
   * sequence, or not to be learned. Its loss and its gradient are zero. A sample with one position
   * always counts.
   */
  int IGNORED = -1;

  /**
   * Computes rows {@code [from, to)}: the unweighted loss of each row, and the gradient times
   * {@code scale}. Different ranges may run on different threads. Must not allocate.
   */
  void run(Kernels kernels, LossRows rows, float scale, int from, int to, Scratch scratch);

  /**
   * How many losses a sample has: 1, or one for each position of the output, of which then the mean
   * is taken over all positions of the data set that count. Each has its part of outputs and
   * targets, which are the rows that the other methods see.
   */
  default int positions(Shape output) {
    return 1;
  }

  /**
   * Checks that targets of this width suit this number of outputs, both of a position.
   *
   * @throws ShapeException if they do not
   */
  default void checkTargets(int outputs, int targetColumns) {
    if (outputs != targetColumns) {
      throw new ShapeException(
          "%s compares each output with one target: the network has %s outputs, the data %s targets a sample."
              .formatted(getClass().getSimpleName(), outputs, targetColumns));
    }
  }

  /**
   * Checks the targets of one row. Whoever calls it names the sample in front of the message.
   *
   * @throws DataException if a target has no meaning for this loss
   */
  default void checkRow(LossRows rows, int row) {}

  /**
   * How many classes there are if each sample belongs to one, or to a mixture of them: as many
   * weights of classes can be given. 0 if samples have no class, as in regressions.
   */
  default int classes(int outputs) {
    return 0;
  }

  /**
   * The factor that weights of classes put on the loss of a row, for losses that have {@link
   * #classes}. If the row is a mixture of classes, its targets become those of the weighted
   * mixture, so that the factor times the loss is the sum over the classes of {@code weight *
   * target * loss}, as in PyTorch.
   *
   * @param weights one for each class
   * @throws UsageException unless overridden
   */
  default float weigh(float[] weights, LossRows rows, int row) {
    throw new UsageException(
        "%s tells how many classes there are, but not how to weigh them; override weigh, or leave the weights of classes out."
            .formatted(this));
  }

  /**
   * The factor on the sum over a row: {@code 1 / outputs} for losses that are means over outputs.
   */
  default double weight(int outputs) {
    return 1;
  }

  /**
   * The network that this loss wants to see at an output: one whose {@link
   * dev.lanewise.layers.LastFunction last function} is dropped if the loss includes it, such as
   * softmax in softmax cross-entropy. The parameters and other outputs stay the same.
   *
   * @param output which output of the network the loss is of, from 0
   * @throws dev.lanewise.SettingException if the loss makes no sense of such outputs
   */
  default Network training(Network network, int output) {
    return network;
  }

  /** Whether {@link #correct} means anything. */
  default boolean classifies() {
    return false;
  }

  /** Whether the outputs of a row name the right class. */
  default boolean correct(LossRows rows, int row) {
    return false;
  }

  /** Mean squared error, {@code mean (y - t)^2}, as in Keras and PyTorch. */
  static Loss meanSquaredError() {
    return new ElementwiseLoss.SquaredError(1);
  }

  /** Half the mean squared error, {@code mean (y - t)^2 / 2}, whose gradient is {@code y - t}. */
  static Loss halfMeanSquaredError() {
    return new ElementwiseLoss.SquaredError(0.5);
  }

  /** Mean absolute error, {@code mean |y - t|}. */
  static Loss meanAbsoluteError() {
    return new ElementwiseLoss.AbsoluteError();
  }

  /** Huber's loss: quadratic up to {@code delta}, then linear. */
  static Loss huber(float delta) {
    return new ElementwiseLoss.Huber(delta);
  }

  /** Binary cross-entropy of logits against targets between 0 and 1; the mean over the outputs. */
  static Loss binaryCrossEntropy() {
    return new ElementwiseLoss.BinaryCrossEntropy();
  }

  /** Softmax cross-entropy of logits against class indices or distributions. */
  static Loss softmaxCrossEntropy() {
    return new SoftmaxCrossEntropy(0);
  }
}
