package dev.lanewise.simd;

import static dev.lanewise.kernels.WinogradTiles.POINTS;
import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;
import static dev.lanewise.simd.WinogradTransforms.PANEL_POINT;
import static dev.lanewise.simd.WinogradTransforms.POINT;
import static dev.lanewise.simd.WinogradTransforms.TILES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.WinogradTiles;
import java.util.Arrays;

/**
 * The gradient of the weights of a convolution in {@link WinogradTiles}: for each point the product
 * of transformed pixels and transformed gradients, summed over tiles and transformed back once.
 */
final class WinogradGradient {
  /** What sums begin with; never written. */
  private static final float[] ZEROS = new float[PANEL];

  /** Floats from the sums of a channel to those of the next. */
  private static final int ROW = POINTS * PANEL;

  /** Where tiles are. Never written. */
  private static final int[] PLACES = new int[TILES];

  static {
    Arrays.setAll(PLACES, tile -> tile * COPY_STRIDE);
  }

  private final WinogradStrips strips;
  private final int channels;
  private final int units;
  private final int panels;

  WinogradGradient(WinogradStrips strips, int channels, int units) {
    this.strips = strips;
    this.channels = channels;
    this.units = units;
    panels = Math.ceilDiv(units, PANEL);
  }

  /** The images {@code [from, to)}; the gradient begins at index {@code start}. */
  void run(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Panels w,
      float[] gradient,
      int start,
      Scratch scratch) {
    float[] points = scratch.kernel().array(ScratchSlots.COPIES, TILES * COPY_STRIDE);
    float[] deltas = scratch.kernel().array(ScratchSlots.UNITS, panels * POINTS * PANEL_POINT);
    float[] sums =
        scratch.kernel().array(ScratchSlots.WEIGHT_SUMS, POINTS * panels * channels * PANEL);
    int all = (to - from) * strips.ofImage();
    int length = strips.length();
    for (int first = 0; first < all; first += strips.together()) {
      int end = Math.min(first + strips.together(), all);
      int count = (end - first) * length;
      for (int strip = first; strip < end; strip++) {
        int slot = (strip - first) * length;
        strips.input(x, from, strip, channels, points, slot * COPY_STRIDE, scratch);
        strips.outputGradient(dy, from, strip, units, deltas, slot * PANEL, scratch);
        for (int i = strips.size(strip); i < length; i++) {
          fillUp(points, deltas, slot + i);
        }
      }
      int rounds = Lanes.rounds(count);
      for (int i = count; i < rounds * ROUND; i++) {
        fillUp(points, deltas, i);
      }
      multiply(points, deltas, rounds, sums, first == 0);
    }
    store(sums, w, gradient, start);
  }

  /** A tile that leaves every sum as it is: {@code +0} times {@code -0}. */
  private void fillUp(float[] points, float[] deltas, int index) {
    int at = index * COPY_STRIDE;
    Arrays.fill(points, at, at + POINTS * POINT, 0);
    for (int each = 0; each < panels * POINTS; each++) {
      int row = each * PANEL_POINT + index * PANEL;
      Arrays.fill(deltas, row, row + PANEL, -0f);
    }
  }

  /** Goes on with sums that lie by panel, channel and point. */
  private void multiply(float[] points, float[] deltas, int rounds, float[] sums, boolean begins) {
    for (int panel = 0; panel < panels; panel++) {
      for (int point = 0; point < POINTS; point++) {
        int delta = (panel * POINTS + point) * PANEL_POINT;
        for (int channel = 0; channel < channels; ) {
          int height = Heights.next(channels - channel, channels);
          int base = point * POINT + channel;
          int out = (panel * channels + channel) * ROW + point * PANEL;
          float[] before = begins ? ZEROS : sums;
          int from = begins ? 0 : out;
          int step = begins ? 0 : ROW;
          Heights.gradient(
              height, points, base, PLACES, deltas, delta, rounds, before, from, step, sums, out,
              ROW);
          channel += height;
        }
      }
    }
  }

  /** A panel has as many columns as units, and no padding. */
  private void store(float[] sums, Panels w, float[] gradient, int start) {
    for (int panel = 0; panel < panels; panel++) {
      int width = w.panelColumns(panel);
      for (int c = 0; c < channels; c++) {
        int in = (panel * channels + c) * ROW;
        int out = start + w.row(panel, c);
        int tapStep = channels * w.panelStride(panel);
        WinogradTransforms.weightGradient(sums, in, width, gradient, out, tapStep);
      }
    }
  }
}
