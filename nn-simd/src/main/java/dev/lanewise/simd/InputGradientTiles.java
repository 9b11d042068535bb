package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;
import static dev.lanewise.simd.Lanes.SAMPLES;

import dev.lanewise.kernels.Panels;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of {@code dx = dy w^T}, with a sample in each lane: a few inputs by a block of
 * {@link Lanes#SAMPLES} samples. Weights are broadcast, straight from the panels that the forward
 * pass reads; {@code dy} and the sums are transposed, a row of samples for each unit and each
 * input. Sums go on from where they are.
 *
 * <p>The large tiles walk some neighbouring panels of {@link Lanes#PANEL} columns. Their arguments:
 *
 * <ul>
 *   <li>{@code w}, {@code first}: weights, and the index of the first input's in the first panel
 *   <li>{@code distance}, {@code panels}: from panel to panel, and how many
 *   <li>{@code dy}, {@code at}: gradients, and the index of the first unit's
 *   <li>{@code sums}, {@code out}: sums, and the index of the first input's
 * </ul>
 *
 * <p>Tiles are written out for the reasons that {@link AffineTiles} gives.
 */
final class InputGradientTiles {

  private InputGradientTiles() {}

  /** 12 inputs by one vector of samples: 12 sums, for 32 vector registers. */
  static void rows12(
      float[] w, int first, int distance, int panels, float[] dy, int at, float[] sums, int out) {
    FloatVector c0 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector c1 = FloatVector.fromArray(FLOATS, sums, out + COUNT);
    FloatVector c2 = FloatVector.fromArray(FLOATS, sums, out + 2 * COUNT);
    FloatVector c3 = FloatVector.fromArray(FLOATS, sums, out + 3 * COUNT);
    FloatVector c4 = FloatVector.fromArray(FLOATS, sums, out + 4 * COUNT);
    FloatVector c5 = FloatVector.fromArray(FLOATS, sums, out + 5 * COUNT);
    FloatVector c6 = FloatVector.fromArray(FLOATS, sums, out + 6 * COUNT);
    FloatVector c7 = FloatVector.fromArray(FLOATS, sums, out + 7 * COUNT);
    FloatVector c8 = FloatVector.fromArray(FLOATS, sums, out + 8 * COUNT);
    FloatVector c9 = FloatVector.fromArray(FLOATS, sums, out + 9 * COUNT);
    FloatVector c10 = FloatVector.fromArray(FLOATS, sums, out + 10 * COUNT);
    FloatVector c11 = FloatVector.fromArray(FLOATS, sums, out + 11 * COUNT);
    for (int panel = 0; panel < panels; panel++) {
      int ws = first + panel * distance;
      int ds = at + panel * PANEL * COUNT;
      for (int unit = 0; unit < PANEL; unit++) {
        int wu = ws + unit;
        FloatVector d = FloatVector.fromArray(FLOATS, dy, ds + unit * COUNT);
        c0 = FloatVector.broadcast(FLOATS, w[wu]).fma(d, c0);
        c1 = FloatVector.broadcast(FLOATS, w[wu + PANEL]).fma(d, c1);
        c2 = FloatVector.broadcast(FLOATS, w[wu + 2 * PANEL]).fma(d, c2);
        c3 = FloatVector.broadcast(FLOATS, w[wu + 3 * PANEL]).fma(d, c3);
        c4 = FloatVector.broadcast(FLOATS, w[wu + 4 * PANEL]).fma(d, c4);
        c5 = FloatVector.broadcast(FLOATS, w[wu + 5 * PANEL]).fma(d, c5);
        c6 = FloatVector.broadcast(FLOATS, w[wu + 6 * PANEL]).fma(d, c6);
        c7 = FloatVector.broadcast(FLOATS, w[wu + 7 * PANEL]).fma(d, c7);
        c8 = FloatVector.broadcast(FLOATS, w[wu + 8 * PANEL]).fma(d, c8);
        c9 = FloatVector.broadcast(FLOATS, w[wu + 9 * PANEL]).fma(d, c9);
        c10 = FloatVector.broadcast(FLOATS, w[wu + 10 * PANEL]).fma(d, c10);
        c11 = FloatVector.broadcast(FLOATS, w[wu + 11 * PANEL]).fma(d, c11);
      }
    }
    c0.intoArray(sums, out);
    c1.intoArray(sums, out + COUNT);
    c2.intoArray(sums, out + 2 * COUNT);
    c3.intoArray(sums, out + 3 * COUNT);
    c4.intoArray(sums, out + 4 * COUNT);
    c5.intoArray(sums, out + 5 * COUNT);
    c6.intoArray(sums, out + 6 * COUNT);
    c7.intoArray(sums, out + 7 * COUNT);
    c8.intoArray(sums, out + 8 * COUNT);
    c9.intoArray(sums, out + 9 * COUNT);
    c10.intoArray(sums, out + 10 * COUNT);
    c11.intoArray(sums, out + 11 * COUNT);
  }

  /**
   * 6 inputs by two vectors of samples: 12 sums, for 16 vector registers. {@link Lanes#ROUND} units
   * at a time, as in {@link RoundTiles}; the loop over a panel has constant bounds: with others C2
   * keeps sums in memory.
   *
   * @param wStep distance of two rounds in {@code w}: {@link Lanes#ROUND}
   * @param dyStep distance of two rounds in {@code dy}: that many rows of samples
   */
  static void rows6(
      float[] w,
      int first,
      int distance,
      int wStep,
      int panels,
      float[] dy,
      int at,
      int dyStep,
      float[] sums,
      int out) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, out + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, out + SAMPLES);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, out + SAMPLES + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, out + 2 * SAMPLES);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, out + 2 * SAMPLES + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, out + 3 * SAMPLES);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, out + 3 * SAMPLES + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, out + 4 * SAMPLES);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, out + 4 * SAMPLES + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, out + 5 * SAMPLES);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, out + 5 * SAMPLES + COUNT);
    int ds = at - dyStep;
    for (int panel = 0; panel < panels; panel++) {
      int ws = first + panel * distance - wStep;
      for (int unit = 0; unit < PANEL; unit += ROUND) {
        ws += wStep;
        ds += dyStep;
        FloatVector left = FloatVector.fromArray(FLOATS, dy, ds);
        FloatVector right = FloatVector.fromArray(FLOATS, dy, ds + COUNT);
        FloatVector x = FloatVector.broadcast(FLOATS, w[ws]);
        l0 = x.fma(left, l0);
        r0 = x.fma(right, r0);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + PANEL]);
        l1 = x.fma(left, l1);
        r1 = x.fma(right, r1);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 2 * PANEL]);
        l2 = x.fma(left, l2);
        r2 = x.fma(right, r2);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 3 * PANEL]);
        l3 = x.fma(left, l3);
        r3 = x.fma(right, r3);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 4 * PANEL]);
        l4 = x.fma(left, l4);
        r4 = x.fma(right, r4);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 5 * PANEL]);
        l5 = x.fma(left, l5);
        r5 = x.fma(right, r5);
        VarHandle.loadLoadFence();
        left = FloatVector.fromArray(FLOATS, dy, ds + SAMPLES);
        right = FloatVector.fromArray(FLOATS, dy, ds + SAMPLES + COUNT);
        x = FloatVector.broadcast(FLOATS, w[ws + 1]);
        l0 = x.fma(left, l0);
        r0 = x.fma(right, r0);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + PANEL + 1]);
        l1 = x.fma(left, l1);
        r1 = x.fma(right, r1);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 2 * PANEL + 1]);
        l2 = x.fma(left, l2);
        r2 = x.fma(right, r2);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 3 * PANEL + 1]);
        l3 = x.fma(left, l3);
        r3 = x.fma(right, r3);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 4 * PANEL + 1]);
        l4 = x.fma(left, l4);
        r4 = x.fma(right, r4);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 5 * PANEL + 1]);
        l5 = x.fma(left, l5);
        r5 = x.fma(right, r5);
        VarHandle.loadLoadFence();
        left = FloatVector.fromArray(FLOATS, dy, ds + 2 * SAMPLES);
        right = FloatVector.fromArray(FLOATS, dy, ds + 2 * SAMPLES + COUNT);
        x = FloatVector.broadcast(FLOATS, w[ws + 2]);
        l0 = x.fma(left, l0);
        r0 = x.fma(right, r0);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + PANEL + 2]);
        l1 = x.fma(left, l1);
        r1 = x.fma(right, r1);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 2 * PANEL + 2]);
        l2 = x.fma(left, l2);
        r2 = x.fma(right, r2);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 3 * PANEL + 2]);
        l3 = x.fma(left, l3);
        r3 = x.fma(right, r3);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 4 * PANEL + 2]);
        l4 = x.fma(left, l4);
        r4 = x.fma(right, r4);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 5 * PANEL + 2]);
        l5 = x.fma(left, l5);
        r5 = x.fma(right, r5);
        VarHandle.loadLoadFence();
        left = FloatVector.fromArray(FLOATS, dy, ds + 3 * SAMPLES);
        right = FloatVector.fromArray(FLOATS, dy, ds + 3 * SAMPLES + COUNT);
        x = FloatVector.broadcast(FLOATS, w[ws + 3]);
        l0 = x.fma(left, l0);
        r0 = x.fma(right, r0);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + PANEL + 3]);
        l1 = x.fma(left, l1);
        r1 = x.fma(right, r1);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 2 * PANEL + 3]);
        l2 = x.fma(left, l2);
        r2 = x.fma(right, r2);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 3 * PANEL + 3]);
        l3 = x.fma(left, l3);
        r3 = x.fma(right, r3);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 4 * PANEL + 3]);
        l4 = x.fma(left, l4);
        r4 = x.fma(right, r4);
        VarHandle.loadLoadFence();
        x = FloatVector.broadcast(FLOATS, w[ws + 5 * PANEL + 3]);
        l5 = x.fma(left, l5);
        r5 = x.fma(right, r5);
      }
    }
    l0.intoArray(sums, out);
    r0.intoArray(sums, out + COUNT);
    l1.intoArray(sums, out + SAMPLES);
    r1.intoArray(sums, out + SAMPLES + COUNT);
    l2.intoArray(sums, out + 2 * SAMPLES);
    r2.intoArray(sums, out + 2 * SAMPLES + COUNT);
    l3.intoArray(sums, out + 3 * SAMPLES);
    r3.intoArray(sums, out + 3 * SAMPLES + COUNT);
    l4.intoArray(sums, out + 4 * SAMPLES);
    r4.intoArray(sums, out + 4 * SAMPLES + COUNT);
    l5.intoArray(sums, out + 5 * SAMPLES);
    r5.intoArray(sums, out + 5 * SAMPLES + COUNT);
  }

  /**
   * Inputs {@code row} to {@code last}, at most 8, by one vector of samples, for the units of one
   * panel of any width; the last input fills up.
   *
   * @param dy index {@code dyAt} is the vector for the panel's first unit
   * @param sums index {@code out} is the vector of input {@code row}
   */
  static void upTo8Rows(
      Panels w, int panel, int row, int last, float[] dy, int dyAt, float[] sums, int out) {
    float[] a = w.data();
    int units = w.panelColumns(panel);
    int a0 = w.row(panel, row);
    int a1 = w.row(panel, Math.min(row + 1, last));
    int a2 = w.row(panel, Math.min(row + 2, last));
    int a3 = w.row(panel, Math.min(row + 3, last));
    int a4 = w.row(panel, Math.min(row + 4, last));
    int a5 = w.row(panel, Math.min(row + 5, last));
    int a6 = w.row(panel, Math.min(row + 6, last));
    int a7 = w.row(panel, Math.min(row + 7, last));
    int most = last - row;
    int o0 = out;
    int o1 = out + Math.min(1, most) * SAMPLES;
    int o2 = out + Math.min(2, most) * SAMPLES;
    int o3 = out + Math.min(3, most) * SAMPLES;
    int o4 = out + Math.min(4, most) * SAMPLES;
    int o5 = out + Math.min(5, most) * SAMPLES;
    int o6 = out + Math.min(6, most) * SAMPLES;
    int o7 = out + Math.min(7, most) * SAMPLES;
    FloatVector c0 = FloatVector.fromArray(FLOATS, sums, o0);
    FloatVector c1 = FloatVector.fromArray(FLOATS, sums, o1);
    FloatVector c2 = FloatVector.fromArray(FLOATS, sums, o2);
    FloatVector c3 = FloatVector.fromArray(FLOATS, sums, o3);
    FloatVector c4 = FloatVector.fromArray(FLOATS, sums, o4);
    FloatVector c5 = FloatVector.fromArray(FLOATS, sums, o5);
    FloatVector c6 = FloatVector.fromArray(FLOATS, sums, o6);
    FloatVector c7 = FloatVector.fromArray(FLOATS, sums, o7);
    for (int unit = 0; unit < units; unit++) {
      FloatVector d = FloatVector.fromArray(FLOATS, dy, dyAt + unit * SAMPLES);
      c0 = FloatVector.broadcast(FLOATS, a[a0 + unit]).fma(d, c0);
      c1 = FloatVector.broadcast(FLOATS, a[a1 + unit]).fma(d, c1);
      c2 = FloatVector.broadcast(FLOATS, a[a2 + unit]).fma(d, c2);
      c3 = FloatVector.broadcast(FLOATS, a[a3 + unit]).fma(d, c3);
      c4 = FloatVector.broadcast(FLOATS, a[a4 + unit]).fma(d, c4);
      c5 = FloatVector.broadcast(FLOATS, a[a5 + unit]).fma(d, c5);
      c6 = FloatVector.broadcast(FLOATS, a[a6 + unit]).fma(d, c6);
      c7 = FloatVector.broadcast(FLOATS, a[a7 + unit]).fma(d, c7);
    }
    c0.intoArray(sums, o0);
    c1.intoArray(sums, o1);
    c2.intoArray(sums, o2);
    c3.intoArray(sums, o3);
    c4.intoArray(sums, o4);
    c5.intoArray(sums, o5);
    c6.intoArray(sums, o6);
    c7.intoArray(sums, o7);
  }
}
