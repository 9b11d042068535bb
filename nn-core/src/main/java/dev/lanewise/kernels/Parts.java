package dev.lanewise.kernels;

import dev.lanewise.kernels.Panels.Slice;
import java.util.List;

/**
 * How the gradients of parameters are cut, so that parts are computed and applied one by one, by
 * any worker, while they are in cache.
 *
 * @param floats floats of a part of a weight matrix: long enough for the processor to fetch weights
 *     and optimizer state ahead, short enough for many parts
 * @param rowStep divides the rows of such a part, so that they are whole tiles and, mostly, whole
 *     panels
 * @param biasColumns at most so many elements are in a part of a bias
 */
public record Parts(int floats, int rowStep, int biasColumns) {

  /** The parts of a weight matrix, in the order of memory. */
  public List<Slice> slices(Panels weight) {
    int rows = floats / weight.panelStride(0) / rowStep * rowStep;
    return weight.slices(Math.max(rows, rowStep));
  }
}
