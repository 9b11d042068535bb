package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import java.util.Arrays;
import java.util.Optional;

/**
 * The gradient of {@link WindowGradient} for few units, with neighbouring taps and channels along
 * the lanes: units would leave most lanes of a panel empty. A tile is some units, read where they
 * lie, by two vectors, which are anywhere in a window. Immutable.
 */
final class TapGradient {
  /** What sums begin with; never written. */
  private static final float[] ZEROS = new float[6 * PANEL];

  private final Axis rows;
  private final Axis columns;
  private final int units;

  /** The units of all tiles. */
  private final int computed;

  private final ImageRows copy;
  private final WindowBands bands;

  /** Where the vectors of a window are, two for each tile. */
  private final int[] vectors;

  private TapGradient(Axis rows, Axis columns, ImageRows copy, int units) {
    this.rows = rows;
    this.columns = columns;
    this.units = units;
    this.copy = copy;
    computed = computed(units);
    bands = new WindowBands(rows, columns, copy);
    int perRun = perRun(copy);
    int used = rows.kernel() * copy.runs() * perRun;
    vectors = new int[(used + 1) / 2 * 2];
    for (int i = 0; i < used; i++) {
      int run = i / perRun;
      vectors[i] = bands.offset(run / copy.runs(), run % copy.runs()) + i % perRun * COUNT;
    }
    vectors[vectors.length - 1] = vectors[used - 1];
  }

  /**
   * The gradient, if that is worth while.
   *
   * @param otherwise the vectors that are multiplied for a window with units along the lanes
   */
  static Optional<TapGradient> of(Axis rows, Axis columns, int channels, int units, int otherwise) {
    ImageRows copy = ImageRows.pixels(columns, channels, channels);
    long vectors = (long) rows.kernel() * copy.runs() * perRun(copy);
    return units <= PANEL && (vectors + 1) / 2 * 2 * computed(units) * 10 <= otherwise * 8L
        ? Optional.of(new TapGradient(rows, columns, copy, units))
        : Optional.empty();
  }

  private static int perRun(ImageRows copy) {
    return Math.ceilDiv(copy.run(), COUNT);
  }

  private static int computed(int units) {
    int computed = 0;
    while (computed < units) {
      computed += height(units - computed);
    }
    return computed;
  }

  /** The height of the next tile. */
  private static int height(int left) {
    return left == 5 || left == 6 || left > 8 ? 6 : 4;
  }

  /** See {@link WindowGradient#run}. */
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
    float[] sums =
        scratch.kernel().array(ScratchSlots.WEIGHT_SUMS, vectors.length * computed * COUNT);
    boolean begins = true;
    for (int image = from; image < to; image++) {
      for (int row = 0; row < rows.windows(); row += bands.height()) {
        int end = Math.min(row + bands.height(), rows.windows());
        float[] band = bands.copy(x, xAt + image * xImage, pixel, row, end, scratch);
        int deltas = dyAt + image * dyImage + row * columns.windows() * window;
        int count = (end - row) * columns.windows();
        int[] places = bands.table(end - row);
        int rounds = inPlace(count, window);
        float[] rest = rest(dy, deltas, window, rounds * ROUND, count, scratch);
        tiles(dy, deltas, window, 0, rounds, band, places, sums, begins);
        begins &= rounds == 0;
        int left = places.length / ROUND - rounds;
        tiles(rest, 0, PANEL, rounds, left, band, places, sums, begins);
        begins = false;
      }
    }
    store(sums, w, firstRow, gradient, start);
  }

  /** Rounds of windows whose tiles read nothing behind the last window. */
  private int inPlace(int count, int window) {
    return Math.max(0, count - Math.ceilDiv(computed - units, window)) / ROUND;
  }

  /** Copies the units of the other windows; {@code -0} fills up the last round. */
  private float[] rest(float[] dy, int at, int window, int first, int count, Scratch scratch) {
    int filled = Lanes.rounds(count - first) * ROUND;
    float[] rest = scratch.kernel().array(ScratchSlots.UNITS, filled * PANEL);
    for (int i = 0; i < count - first; i++) {
      Copies.copy(dy, at + (first + i) * window, rest, i * PANEL, units);
      Copies.zero(rest, i * PANEL + units, (i + 1) * PANEL);
    }
    Arrays.fill(rest, (count - first) * PANEL, filled * PANEL, -0f);
    return rest;
  }

  private void tiles(
      float[] dy,
      int at,
      int window,
      int first,
      int rounds,
      float[] band,
      int[] places,
      float[] sums,
      boolean begins) {
    if (rounds == 0) {
      return;
    }
    float[] before = begins ? ZEROS : sums;
    int out = 0;
    for (int vector = 0; vector < vectors.length; vector += 2) {
      int base = vectors[vector];
      int gap = vectors[vector + 1] - base;
      for (int unit = 0; unit < units; ) {
        int height = height(units - unit);
        int in = begins ? 0 : out;
        int a = at + unit;
        if (height == 6) {
          RoundTiles.tapGradient6(
              dy, a, window, band, base, gap, places, first, rounds, before, in, PANEL, sums, out,
              PANEL);
        } else {
          RoundTiles.tapGradient4(
              dy, a, window, band, base, gap, places, first, rounds, before, in, PANEL, sums, out,
              PANEL);
        }
        unit += height;
        out += height * PANEL;
      }
    }
  }

  /** Turns the sums around to where the gradient has them. */
  private void store(float[] sums, Panels w, int firstRow, float[] gradient, int start) {
    int perRun = perRun(copy);
    int row = firstRow;
    for (int run = 0; run < rows.kernel() * copy.runs(); run++) {
      for (int i = 0; i < copy.run(); i++) {
        int vector = run * perRun + i / COUNT;
        int in = vector / 2 * computed * PANEL + vector % 2 * COUNT + i % COUNT;
        int out = start + w.row(0, row);
        for (int unit = 0; unit < units; unit++) {
          gradient[out + unit] = sums[in + unit * PANEL];
        }
        Copies.zero(gradient, out + units, out + w.panelStride(0));
        row++;
      }
    }
  }
}
