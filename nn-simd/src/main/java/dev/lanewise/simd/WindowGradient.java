package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import java.util.Arrays;
import java.util.Optional;

/**
 * The gradient of the weights of a convolution for one group of channels, {@code dw = windows^T
 * dy}, over some images. A tile is some neighbouring taps and channels by a panel of units, and a
 * table says where in the copy each window is. Immutable.
 */
final class WindowGradient {
  /** The rows of the lowest tile. */
  private static final int LEAST_ROWS = 4;

  /** What sums begin with; never written. */
  private static final float[] ZEROS = new float[12 * PANEL];

  private final Axis rows;
  private final Axis columns;
  private final int channels;
  private final int units;
  private final ImageRows copy;
  private final WindowBands bands;

  /** Few units are done this way instead. */
  private final Optional<TapGradient> byTaps;

  WindowGradient(Axis rows, Axis columns, int channels, int units) {
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.units = units;
    ImageRows pixels = ImageRows.pixels(columns, channels, channels);
    copy =
        pixels.run() >= LEAST_ROWS
            ? pixels
            : ImageRows.windows(
                columns, channels, Math.max(LEAST_ROWS, columns.kernel() * channels));
    bands = new WindowBands(rows, columns, copy);
    byTaps = TapGradient.of(rows, columns, channels, units, 2 * panels() * depth());
  }

  /**
   * The images {@code [from, to)}.
   *
   * @param x images; the first channel of the group, of image 0, is at index {@code xAt}
   * @param xImage floats from image to image
   * @param pixel floats from pixel to pixel
   * @param dy gradients; the first unit of the group, of image 0, is at index {@code dyAt}
   * @param dyImage floats from image to image
   * @param window floats from window to window
   * @param w how weights lie
   * @param firstRow the first row of the group's weights
   * @param gradient the weights' begin at index {@code start}
   */
  void run(
      float[] x,
      int xAt,
      int xImage,
      int pixel,
      float[] dy,
      int dyAt,
      int dyImage,
      int window,
      int from,
      int to,
      Panels w,
      int firstRow,
      float[] gradient,
      int start,
      Scratch scratch) {
    if (byTaps.isPresent()) {
      byTaps
          .get()
          .run(
              x, xAt, xImage, pixel, dy, dyAt, dyImage, window, from, to, w, firstRow, gradient,
              start, scratch);
      return;
    }
    int depth = depth();
    int panels = panels();
    boolean inPlace = sumsLieAsGradient(w);
    float[] sums =
        inPlace
            ? gradient
            : scratch.kernel().array(ScratchSlots.WEIGHT_SUMS, panels * depth * PANEL);
    boolean begins = true;
    for (int image = from; image < to; image++) {
      for (int row = 0; row < rows.windows(); row += bands.height()) {
        int end = Math.min(row + bands.height(), rows.windows());
        float[] band = bands.copy(x, xAt + image * xImage, pixel, row, end, scratch);
        int deltas = dyAt + image * dyImage + row * columns.windows() * window;
        int[] places = bands.table(end - row);
        int count = (end - row) * columns.windows();
        for (int panel = 0; panel < panels; panel++) {
          int width = Math.min(PANEL, units - panel * PANEL);
          float[] block =
              block(dy, deltas + panel * PANEL, window, width, count, places.length, scratch);
          int at = inPlace ? start + w.row(panel, firstRow) : panel * depth * PANEL;
          tiles(band, places, block, sums, at, begins);
        }
        begins = false;
      }
    }
    for (int panel = 0; panel < panels && !inPlace; panel++) {
      store(sums, panel, w, firstRow, gradient, start);
    }
  }

  /** Whether tiles neither overlap nor have rows or columns that are no weights. */
  private boolean sumsLieAsGradient(Panels w) {
    return !copy.written()
        && Heights.computed(copy.run()) == copy.run()
        && w.panelCols() == PANEL
        && w.cols() % PANEL == 0;
  }

  private int panels() {
    return Math.ceilDiv(units, PANEL);
  }

  /** The rows of a panel of sums: those of all tiles. */
  private int depth() {
    return rows.kernel() * copy.runs() * Heights.computed(copy.run());
  }

  /** Copies a panel's columns of some windows; {@code -0} fills up the last round. */
  private float[] block(
      float[] dy, int at, int window, int width, int count, int filled, Scratch scratch) {
    float[] block = scratch.kernel().array(ScratchSlots.UNITS, (filled + ROUND) * PANEL);
    for (int i = 0; i < count; i++) {
      Copies.copy(dy, at + i * window, block, i * PANEL, width);
      Copies.zero(block, i * PANEL + width, (i + 1) * PANEL);
    }
    Arrays.fill(block, count * PANEL, filled * PANEL, -0f);
    return block;
  }

  /** A last tile of a run that begins sooner has sums of its own, or it would add twice. */
  private void tiles(
      float[] band, int[] places, float[] block, float[] sums, int at, boolean begins) {
    int rounds = places.length / ROUND;
    int out = at;
    for (int i = 0; i < rows.kernel(); i++) {
      for (int run = 0; run < copy.runs(); run++) {
        int base = bands.offset(i, run);
        for (int done = 0; done < copy.run(); ) {
          int height = Heights.next(copy.run() - done, copy.run());
          int in = base + Math.min(done, copy.run() - height);
          float[] before = begins ? ZEROS : sums;
          int from = begins ? 0 : out;
          Heights.gradient(
              height, band, in, places, block, 0, rounds, before, from, PANEL, sums, out, PANEL);
          out += height * PANEL;
          done += height;
        }
      }
    }
  }

  /** Moves a panel of sums to where the gradient has them. */
  private void store(float[] sums, int panel, Panels w, int firstRow, float[] gradient, int start) {
    int used = copy.written() ? columns.kernel() * channels : copy.run();
    int in = panel * depth() * PANEL;
    int row = firstRow;
    for (int run = 0; run < rows.kernel() * copy.runs(); run++) {
      for (int done = 0; done < copy.run(); ) {
        int height = Heights.next(copy.run() - done, copy.run());
        int first = Math.min(done, copy.run() - height);
        for (int i = 0; i < height && first + i < used; i++) {
          store(sums, in + i * PANEL, panel, w, row + first + i, gradient, start);
        }
        in += height * PANEL;
        done += height;
      }
      row += used;
    }
  }

  /** One row, with its padding. */
  private void store(
      float[] sums, int in, int panel, Panels w, int row, float[] gradient, int start) {
    int width = Math.min(PANEL, units - panel * PANEL);
    int out = start + w.row(panel, row);
    Copies.copy(sums, in, gradient, out, width);
    Copies.zero(gradient, out + width, out + w.panelStride(panel));
  }
}
