package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.WinogradTiles;
import dev.lanewise.nn.BatchMemory;

/** What the passes of convolutions allocate. */
final class ConvolutionMemory {
  private ConvolutionMemory() {}

  /**
   * Of a convolution or its transpose: gradients of groups of images, sums before the activation,
   * and the weights once more, turned for the way back, as the fast kernels have them; or as points
   * of tiles, for training, for the way back and for inference.
   *
   * @param outputs floats of an output sample
   * @param units channels of the output
   */
  static BatchMemory of(
      Convolution geometry, Activation activation, boolean bias, long outputs, int units) {
    long weights = (long) geometry.weightRows() * geometry.groupUnits();
    boolean tiled = WinogradTiles.suit(geometry);
    long points = WinogradTiles.POINTS * weights / geometry.windows().taps();
    int images = ConvolutionPasses.imagesOfGradient(geometry);
    return BatchMemory.perGroup(images, weights)
        .plus(BatchMemory.perSample(bias ? units : 0))
        .plus(BatchMemory.perSample(activation.differentiableFromOutput() ? 0 : outputs))
        .plus(BatchMemory.fixed(tiled ? 3 * points : weights));
  }
}
