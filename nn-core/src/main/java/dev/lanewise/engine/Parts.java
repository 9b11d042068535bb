package dev.lanewise.engine;

import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import java.util.List;

/** How a parameter is cut into the parts of the second phase: a matter of speed only. */
final class Parts {
  /**
   * Floats of a part: long enough for the processor to fetch weights and optimizer state ahead,
   * short enough for many parts.
   */
  private static final int PART_FLOATS = 96 * 32;

  /** Divides the rows of a part, so that they are whole tiles and, mostly, whole panels. */
  private static final int ROW_STEP = 48;

  private Parts() {}

  static List<Slice> of(Panels panels) {
    int rows = PART_FLOATS / panels.panelStride(0) / ROW_STEP * ROW_STEP;
    return panels.slices(Math.max(rows, ROW_STEP));
  }
}
