package dev.lanewise.simd;

import static dev.lanewise.kernels.WinogradTiles.PIXELS;
import static dev.lanewise.kernels.WinogradTiles.POINTS;
import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.IN_ORDER;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;
import static dev.lanewise.simd.WinogradTransforms.PANEL_POINT;
import static dev.lanewise.simd.WinogradTransforms.POINT;
import static dev.lanewise.simd.WinogradTransforms.TILES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.WinogradTiles;
import java.util.Optional;

/**
 * Convolutions in {@link WinogradTiles}. Some strips of tiles, which may be of several images, are
 * transformed to rows at a constant distance; for each point they are multiplied with the weights
 * of that point by {@link RoundTiles}, a panel of units after the other, and what that gives is
 * transformed back.
 */
final class WinogradConvolution implements ConvolutionKernel {
  /** What sums begin with; never written. */
  private static final float[] ZEROS = new float[PANEL];

  private final int channels;
  private final int units;
  private final WinogradStrips strips;
  private final WinogradStrips turned;
  private final Optional<WinogradGradient> gradient;
  private final SimdConvolution direct;

  WinogradConvolution(Convolution at) {
    channels = at.windows().channels();
    units = at.units();
    strips = WinogradStrips.of(WinogradTiles.of(at));
    turned = WinogradStrips.of(WinogradTiles.turned(at));
    gradient =
        WinogradTiles.suitGradient(at)
            ? Optional.of(new WinogradGradient(strips, channels, units))
            : Optional.empty();
    direct = new SimdConvolution(at);
  }

  @Override
  public Filters filters(Panels w) {
    return new Filters(w, new float[POINTS * channels * padded(units)]);
  }

  /** Behind them is room for the points of a panel, so that turning allocates nothing. */
  @Override
  public Filters turnedFilters(Panels w) {
    return new Filters(w, new float[turnedFloats() + POINTS * PANEL]);
  }

  private int turnedFloats() {
    return POINTS * units * padded(channels);
  }

  private static int padded(int columns) {
    return Math.ceilDiv(columns, PANEL) * PANEL;
  }

  /** For each panel of units, each point and each channel a row of the panel. */
  @Override
  public void prepare(Filters w) {
    Panels from = w.weights();
    int pointStep = channels * PANEL;
    for (int panel = 0; panel < from.count(); panel++) {
      int tapStep = channels * from.panelStride(panel);
      for (int c = 0; c < channels; c++) {
        WinogradTransforms.weights(
            from.data(),
            from.row(panel, c),
            tapStep,
            from.panelColumns(panel),
            w.prepared(),
            (panel * POINTS * channels + c) * PANEL,
            pointStep);
      }
    }
  }

  /**
   * The same for panels of channels and each unit. Taps in descending order have the same points in
   * another order: first and last change places, in both directions.
   */
  @Override
  public void turn(Filters w) {
    Panels from = w.weights();
    float[] to = w.prepared();
    int points = turnedFloats();
    for (int panel = 0; panel < from.count(); panel++) {
      int width = from.panelColumns(panel);
      for (int c = 0; c < channels; c++) {
        int in = from.row(panel, c);
        int tapStep = channels * from.panelStride(panel);
        WinogradTransforms.weights(from.data(), in, tapStep, width, to, points, PANEL);
        for (int point = 0; point < POINTS; point++) {
          int row = (c / PANEL * POINTS + mirrored(point)) * units + panel * PANEL;
          for (int u = 0; u < width; u++) {
            to[(row + u) * PANEL + c % PANEL] = to[points + point * PANEL + u];
          }
        }
      }
    }
  }

  private static int mirrored(int point) {
    int row = point / PIXELS;
    int column = point % PIXELS;
    return mirroredIndex(row) * PIXELS + mirroredIndex(column);
  }

  private static int mirroredIndex(int index) {
    return index % (PIXELS - 1) == 0 ? PIXELS - 1 - index : index;
  }

  @Override
  public void forward(
      Matrix x, Filters w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    product(strips, x, channels, w.prepared(), bias, y, units, from, to, scratch);
  }

  @Override
  public void inputGradient(Matrix dy, Filters w, Matrix dx, int from, int to, Scratch scratch) {
    float[] zeros = scratch.kernel().array(ScratchSlots.START, channels);
    Copies.zero(zeros, 0, channels);
    product(turned, dy, units, w.prepared(), zeros, dx, channels, from, to, scratch);
  }

  private static void product(
      WinogradStrips strips,
      Matrix x,
      int inputs,
      float[] w,
      float[] bias,
      Matrix y,
      int outputs,
      int from,
      int to,
      Scratch scratch) {
    float[] points = scratch.kernel().array(ScratchSlots.COPIES, TILES * COPY_STRIDE);
    float[] sums = scratch.kernel().array(ScratchSlots.PADDED, POINTS * PANEL_POINT);
    int all = (to - from) * strips.ofImage();
    int length = strips.length();
    for (int first = 0; first < all; first += strips.together()) {
      int end = Math.min(first + strips.together(), all);
      for (int strip = first; strip < end; strip++) {
        int out = (strip - first) * length * COPY_STRIDE;
        strips.input(x, from, strip, inputs, points, out, scratch);
      }
      for (int panel = 0; panel * PANEL < outputs; panel++) {
        multiply(points, (end - first) * length, inputs, w, panel, sums);
        for (int strip = first; strip < end; strip++) {
          int in = (strip - first) * length * PANEL;
          strips.output(sums, in, bias, panel, y, from, strip, outputs, scratch);
        }
      }
    }
  }

  /** For each point the product of all tiles with a panel of weights. */
  private static void multiply(
      float[] points, int count, int inputs, float[] w, int panel, float[] sums) {
    int rounds = inputs / ROUND;
    // Four rows fit the tiles; those behind the last are what was there before.
    int rows = Math.ceilDiv(count, 4) * 4;
    for (int point = 0; point < POINTS; point++) {
      int weights = (panel * POINTS + point) * inputs * PANEL;
      for (int row = 0; row < rows; ) {
        int height = Heights.next(rows - row, rows);
        int base = row * COPY_STRIDE + point * POINT;
        int out = point * PANEL_POINT + row * PANEL;
        Heights.product(
            height, points, base, IN_ORDER, w, weights, rounds, ZEROS, 0, 0, sums, out, PANEL);
        row += height;
      }
    }
  }

  @Override
  public void weightGradient(
      Matrix x, Matrix dy, int from, int to, Panels w, float[] result, int start, Scratch scratch) {
    if (gradient.isPresent()) {
      gradient.get().run(x, dy, from, to, w, result, start, scratch);
    } else {
      direct.weightGradient(x, dy, from, to, w, result, start, scratch);
    }
  }
}
