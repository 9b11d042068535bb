package dev.lanewise.kernels;

/**
 * The losses of rows and their gradients with respect to the outputs. The rules of {@link Kernels}
 * hold.
 */
public interface Losses {

  /**
   * Softmax and cross-entropy in one, from logits {@code y}. With target distribution {@code t} the
   * loss of a row is {@code log(sum exp(y - max)) - sum t (y - max)}, and its gradient {@code
   * (softmax y - t) * scale}, where magnitudes below {@link Kernels#FLUSH_BELOW} become zero.
   *
   * <p>Targets of one column are class indices: {@code t} is 1 at the index. {@code smoothing}
   * mixes in the uniform distribution: {@code t (1 - smoothing) + smoothing / classes}. A row with
   * a negative class index does not count: its loss and its gradient are +0.
   */
  void softmaxCrossEntropy(
      LossRows rows, float smoothing, float scale, int from, int to, Scratch scratch);

  /**
   * A loss that is a sum over elements: the loss of a row is the plain sum, the gradient is that of
   * each element times {@code scale}.
   *
   * @param delta the threshold of {@link ElementLoss#HUBER}; otherwise ignored
   */
  void elementLoss(
      ElementLoss loss, float delta, LossRows rows, float scale, int from, int to, Scratch scratch);

  /**
   * Multiplies losses and gradients by the weights of their samples.
   *
   * @param weights one for each row
   */
  void weigh(LossRows rows, float[] weights, int from, int to);
}
