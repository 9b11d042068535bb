package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@link dev.lanewise.kernels.WinogradTiles}, with channels or units along the
 * lanes: all of them are of whole vectors. Neighbouring tiles of a row are done in one loop. Points
 * are at constant distances, so that one index addresses all of a tile. Each row of points is
 * computed by itself, so that few numbers are kept at a time.
 */
final class WinogradTransforms {
  /** Tiles whose points are together. */
  static final int TILES = 28;

  /** Floats from a point of pixels to the next: as many as a pixel has channels at most. */
  static final int POINT = 256;

  /** Floats from a point of a panel of sums or gradients to the next. */
  static final int PANEL_POINT = TILES * PANEL;

  private WinogradTransforms() {}

  /**
   * 4 x 4 pixels of some channels to 16 points, for tiles that are 2 pixels apart; two of their
   * four columns are those of the next tile.
   *
   * @param in the first channel of the first pixel
   * @param rowStep floats from a row of pixels to the next
   * @param channels floats from a pixel to the next
   * @param points of a tile; of the next they are {@link Lanes#COPY_STRIDE} behind
   */
  static void input(
      float[] x, int in, int rowStep, int channels, int tiles, float[] points, int out) {
    for (int c = 0; c < channels; c += COUNT) {
      int row0 = in + c;
      int row1 = row0 + rowStep;
      int row2 = row1 + rowStep;
      int row3 = row2 + rowStep;
      FloatVector a0 =
          FloatVector.fromArray(FLOATS, x, row0).sub(FloatVector.fromArray(FLOATS, x, row2));
      FloatVector a1 =
          FloatVector.fromArray(FLOATS, x, row1).add(FloatVector.fromArray(FLOATS, x, row2));
      FloatVector a2 =
          FloatVector.fromArray(FLOATS, x, row2).sub(FloatVector.fromArray(FLOATS, x, row1));
      FloatVector a3 =
          FloatVector.fromArray(FLOATS, x, row1).sub(FloatVector.fromArray(FLOATS, x, row3));
      FloatVector b0 =
          FloatVector.fromArray(FLOATS, x, row0 + channels)
              .sub(FloatVector.fromArray(FLOATS, x, row2 + channels));
      FloatVector b1 =
          FloatVector.fromArray(FLOATS, x, row1 + channels)
              .add(FloatVector.fromArray(FLOATS, x, row2 + channels));
      FloatVector b2 =
          FloatVector.fromArray(FLOATS, x, row2 + channels)
              .sub(FloatVector.fromArray(FLOATS, x, row1 + channels));
      FloatVector b3 =
          FloatVector.fromArray(FLOATS, x, row1 + channels)
              .sub(FloatVector.fromArray(FLOATS, x, row3 + channels));
      int at = out + c;
      for (int tile = 0; tile < tiles; tile++) {
        row0 += 2 * channels;
        row1 += 2 * channels;
        row2 += 2 * channels;
        row3 += 2 * channels;
        FloatVector next =
            FloatVector.fromArray(FLOATS, x, row0).sub(FloatVector.fromArray(FLOATS, x, row2));
        FloatVector last =
            FloatVector.fromArray(FLOATS, x, row0 + channels)
                .sub(FloatVector.fromArray(FLOATS, x, row2 + channels));
        a0.sub(next).intoArray(points, at);
        b0.add(next).intoArray(points, at + POINT);
        next.sub(b0).intoArray(points, at + 2 * POINT);
        b0.sub(last).intoArray(points, at + 3 * POINT);
        a0 = next;
        b0 = last;
        next = FloatVector.fromArray(FLOATS, x, row1).add(FloatVector.fromArray(FLOATS, x, row2));
        last =
            FloatVector.fromArray(FLOATS, x, row1 + channels)
                .add(FloatVector.fromArray(FLOATS, x, row2 + channels));
        a1.sub(next).intoArray(points, at + 4 * POINT);
        b1.add(next).intoArray(points, at + 5 * POINT);
        next.sub(b1).intoArray(points, at + 6 * POINT);
        b1.sub(last).intoArray(points, at + 7 * POINT);
        a1 = next;
        b1 = last;
        next = FloatVector.fromArray(FLOATS, x, row2).sub(FloatVector.fromArray(FLOATS, x, row1));
        last =
            FloatVector.fromArray(FLOATS, x, row2 + channels)
                .sub(FloatVector.fromArray(FLOATS, x, row1 + channels));
        a2.sub(next).intoArray(points, at + 8 * POINT);
        b2.add(next).intoArray(points, at + 9 * POINT);
        next.sub(b2).intoArray(points, at + 10 * POINT);
        b2.sub(last).intoArray(points, at + 11 * POINT);
        a2 = next;
        b2 = last;
        next = FloatVector.fromArray(FLOATS, x, row1).sub(FloatVector.fromArray(FLOATS, x, row3));
        last =
            FloatVector.fromArray(FLOATS, x, row1 + channels)
                .sub(FloatVector.fromArray(FLOATS, x, row3 + channels));
        a3.sub(next).intoArray(points, at + 12 * POINT);
        b3.add(next).intoArray(points, at + 13 * POINT);
        next.sub(b3).intoArray(points, at + 14 * POINT);
        b3.sub(last).intoArray(points, at + 15 * POINT);
        a3 = next;
        b3 = last;
        at += COPY_STRIDE;
      }
    }
  }

  /**
   * 16 points of a panel of units to 2 x 2 results, to each of which a bias is added, for
   * neighbouring tiles.
   *
   * @param points {@link #PANEL_POINT} apart; those of the next tile are a panel behind
   * @param width how many units: whole vectors
   * @param y the first result is at index {@code out}
   * @param rowStep floats from a row of results to the next
   * @param step floats from a result to the next
   */
  static void output(
      float[] points,
      int in,
      int width,
      float[] bias,
      int first,
      int tiles,
      float[] y,
      int out,
      int rowStep,
      int step) {
    for (int u = 0; u < width; u += COUNT) {
      FloatVector start = FloatVector.fromArray(FLOATS, bias, first + u);
      int at = in + u;
      int to = out + u;
      int below = to + rowStep;
      for (int tile = 0; tile < tiles; tile++) {
        FloatVector t0 =
            FloatVector.fromArray(FLOATS, points, at)
                .add(FloatVector.fromArray(FLOATS, points, at + 4 * PANEL_POINT))
                .add(FloatVector.fromArray(FLOATS, points, at + 8 * PANEL_POINT));
        FloatVector t1 =
            FloatVector.fromArray(FLOATS, points, at + PANEL_POINT)
                .add(FloatVector.fromArray(FLOATS, points, at + 5 * PANEL_POINT))
                .add(FloatVector.fromArray(FLOATS, points, at + 9 * PANEL_POINT));
        FloatVector t2 =
            FloatVector.fromArray(FLOATS, points, at + 2 * PANEL_POINT)
                .add(FloatVector.fromArray(FLOATS, points, at + 6 * PANEL_POINT))
                .add(FloatVector.fromArray(FLOATS, points, at + 10 * PANEL_POINT));
        FloatVector t3 =
            FloatVector.fromArray(FLOATS, points, at + 3 * PANEL_POINT)
                .add(FloatVector.fromArray(FLOATS, points, at + 7 * PANEL_POINT))
                .add(FloatVector.fromArray(FLOATS, points, at + 11 * PANEL_POINT));
        t0.add(t1).add(t2).add(start).intoArray(y, to);
        t1.sub(t2).sub(t3).add(start).intoArray(y, to + step);
        t0 =
            FloatVector.fromArray(FLOATS, points, at + 4 * PANEL_POINT)
                .sub(FloatVector.fromArray(FLOATS, points, at + 8 * PANEL_POINT))
                .sub(FloatVector.fromArray(FLOATS, points, at + 12 * PANEL_POINT));
        t1 =
            FloatVector.fromArray(FLOATS, points, at + 5 * PANEL_POINT)
                .sub(FloatVector.fromArray(FLOATS, points, at + 9 * PANEL_POINT))
                .sub(FloatVector.fromArray(FLOATS, points, at + 13 * PANEL_POINT));
        t2 =
            FloatVector.fromArray(FLOATS, points, at + 6 * PANEL_POINT)
                .sub(FloatVector.fromArray(FLOATS, points, at + 10 * PANEL_POINT))
                .sub(FloatVector.fromArray(FLOATS, points, at + 14 * PANEL_POINT));
        t3 =
            FloatVector.fromArray(FLOATS, points, at + 7 * PANEL_POINT)
                .sub(FloatVector.fromArray(FLOATS, points, at + 11 * PANEL_POINT))
                .sub(FloatVector.fromArray(FLOATS, points, at + 15 * PANEL_POINT));
        t0.add(t1).add(t2).add(start).intoArray(y, below);
        t1.sub(t2).sub(t3).add(start).intoArray(y, below + step);
        at += PANEL;
        to += 2 * step;
        below += 2 * step;
      }
    }
  }

  /**
   * 2 x 2 gradients of results to 16 points, for neighbouring tiles.
   *
   * @param rowStep floats from a row of gradients to the next
   * @param step floats from a gradient to the next
   * @param width how many units: whole vectors
   * @param points {@link #PANEL_POINT} apart; those of the next tile are a panel behind
   */
  static void outputGradient(
      float[] dy, int in, int rowStep, int step, int width, int tiles, float[] points, int out) {
    for (int u = 0; u < width; u += COUNT) {
      int from = in + u;
      int below = from + rowStep;
      int at = out + u;
      for (int tile = 0; tile < tiles; tile++) {
        FloatVector a = FloatVector.fromArray(FLOATS, dy, from);
        FloatVector b = FloatVector.fromArray(FLOATS, dy, from + step);
        FloatVector c = FloatVector.fromArray(FLOATS, dy, below);
        FloatVector d = FloatVector.fromArray(FLOATS, dy, below + step);
        FloatVector left = a;
        FloatVector right = b;
        left.intoArray(points, at);
        left.add(right).intoArray(points, at + PANEL_POINT);
        left.sub(right).intoArray(points, at + 2 * PANEL_POINT);
        right.neg().intoArray(points, at + 3 * PANEL_POINT);
        left = a.add(c);
        right = b.add(d);
        left.intoArray(points, at + 4 * PANEL_POINT);
        left.add(right).intoArray(points, at + 5 * PANEL_POINT);
        left.sub(right).intoArray(points, at + 6 * PANEL_POINT);
        right.neg().intoArray(points, at + 7 * PANEL_POINT);
        left = a.sub(c);
        right = b.sub(d);
        left.intoArray(points, at + 8 * PANEL_POINT);
        left.add(right).intoArray(points, at + 9 * PANEL_POINT);
        left.sub(right).intoArray(points, at + 10 * PANEL_POINT);
        right.neg().intoArray(points, at + 11 * PANEL_POINT);
        left = c.neg();
        right = d.neg();
        left.intoArray(points, at + 12 * PANEL_POINT);
        left.add(right).intoArray(points, at + 13 * PANEL_POINT);
        left.sub(right).intoArray(points, at + 14 * PANEL_POINT);
        right.neg().intoArray(points, at + 15 * PANEL_POINT);
        from += 2 * step;
        below += 2 * step;
        at += PANEL;
      }
    }
  }

  /**
   * 3 x 3 weights of a panel of units to 16 points.
   *
   * @param tapStep floats from a tap to the next
   * @param width how many units: whole vectors
   * @param pointStep floats from a point to the next
   */
  static void weights(
      float[] w, int in, int tapStep, int width, float[] points, int out, int pointStep) {
    for (int u = 0; u < width; u += COUNT) {
      int at = in + u;
      int to = out + u;
      FloatVector t0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector t1 = FloatVector.fromArray(FLOATS, w, at + tapStep);
      FloatVector t2 = FloatVector.fromArray(FLOATS, w, at + 2 * tapStep);
      FloatVector ends = t0.add(t2);
      t0.intoArray(points, to);
      ends.add(t1).mul(0.5f).intoArray(points, to + pointStep);
      ends.sub(t1).mul(0.5f).intoArray(points, to + 2 * pointStep);
      t2.intoArray(points, to + 3 * pointStep);
      t0 =
          FloatVector.fromArray(FLOATS, w, at)
              .add(FloatVector.fromArray(FLOATS, w, at + 6 * tapStep))
              .add(FloatVector.fromArray(FLOATS, w, at + 3 * tapStep))
              .mul(0.5f);
      t1 =
          FloatVector.fromArray(FLOATS, w, at + tapStep)
              .add(FloatVector.fromArray(FLOATS, w, at + 7 * tapStep))
              .add(FloatVector.fromArray(FLOATS, w, at + 4 * tapStep))
              .mul(0.5f);
      t2 =
          FloatVector.fromArray(FLOATS, w, at + 2 * tapStep)
              .add(FloatVector.fromArray(FLOATS, w, at + 8 * tapStep))
              .add(FloatVector.fromArray(FLOATS, w, at + 5 * tapStep))
              .mul(0.5f);
      ends = t0.add(t2);
      t0.intoArray(points, to + 4 * pointStep);
      ends.add(t1).mul(0.5f).intoArray(points, to + 5 * pointStep);
      ends.sub(t1).mul(0.5f).intoArray(points, to + 6 * pointStep);
      t2.intoArray(points, to + 7 * pointStep);
      t0 =
          FloatVector.fromArray(FLOATS, w, at)
              .add(FloatVector.fromArray(FLOATS, w, at + 6 * tapStep))
              .sub(FloatVector.fromArray(FLOATS, w, at + 3 * tapStep))
              .mul(0.5f);
      t1 =
          FloatVector.fromArray(FLOATS, w, at + tapStep)
              .add(FloatVector.fromArray(FLOATS, w, at + 7 * tapStep))
              .sub(FloatVector.fromArray(FLOATS, w, at + 4 * tapStep))
              .mul(0.5f);
      t2 =
          FloatVector.fromArray(FLOATS, w, at + 2 * tapStep)
              .add(FloatVector.fromArray(FLOATS, w, at + 8 * tapStep))
              .sub(FloatVector.fromArray(FLOATS, w, at + 5 * tapStep))
              .mul(0.5f);
      ends = t0.add(t2);
      t0.intoArray(points, to + 8 * pointStep);
      ends.add(t1).mul(0.5f).intoArray(points, to + 9 * pointStep);
      ends.sub(t1).mul(0.5f).intoArray(points, to + 10 * pointStep);
      t2.intoArray(points, to + 11 * pointStep);
      t0 = FloatVector.fromArray(FLOATS, w, at + 6 * tapStep);
      t1 = FloatVector.fromArray(FLOATS, w, at + 7 * tapStep);
      t2 = FloatVector.fromArray(FLOATS, w, at + 8 * tapStep);
      ends = t0.add(t2);
      t0.intoArray(points, to + 12 * pointStep);
      ends.add(t1).mul(0.5f).intoArray(points, to + 13 * pointStep);
      ends.sub(t1).mul(0.5f).intoArray(points, to + 14 * pointStep);
      t2.intoArray(points, to + 15 * pointStep);
    }
  }

  /**
   * The gradients of 16 points, a panel apart, to those of 3 x 3 weights.
   *
   * @param width how many units: whole vectors
   * @param tapStep floats from a tap to the next
   */
  static void weightGradient(float[] points, int in, int width, float[] dw, int out, int tapStep) {
    for (int u = 0; u < width; u += COUNT) {
      int at = in + u;
      int to = out + u;
      FloatVector t0 =
          FloatVector.fromArray(FLOATS, points, at + 4 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 8 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at));
      FloatVector t1 =
          FloatVector.fromArray(FLOATS, points, at + 5 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 9 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + PANEL));
      FloatVector t2 =
          FloatVector.fromArray(FLOATS, points, at + 6 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 10 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + 2 * PANEL));
      FloatVector t3 =
          FloatVector.fromArray(FLOATS, points, at + 7 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 11 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + 3 * PANEL));
      FloatVector sum = t1.add(t2).mul(0.5f);
      sum.add(t0).intoArray(dw, to);
      t1.sub(t2).mul(0.5f).intoArray(dw, to + tapStep);
      sum.add(t3).intoArray(dw, to + 2 * tapStep);
      t0 =
          FloatVector.fromArray(FLOATS, points, at + 4 * PANEL)
              .sub(FloatVector.fromArray(FLOATS, points, at + 8 * PANEL))
              .mul(0.5f);
      t1 =
          FloatVector.fromArray(FLOATS, points, at + 5 * PANEL)
              .sub(FloatVector.fromArray(FLOATS, points, at + 9 * PANEL))
              .mul(0.5f);
      t2 =
          FloatVector.fromArray(FLOATS, points, at + 6 * PANEL)
              .sub(FloatVector.fromArray(FLOATS, points, at + 10 * PANEL))
              .mul(0.5f);
      t3 =
          FloatVector.fromArray(FLOATS, points, at + 7 * PANEL)
              .sub(FloatVector.fromArray(FLOATS, points, at + 11 * PANEL))
              .mul(0.5f);
      sum = t1.add(t2).mul(0.5f);
      sum.add(t0).intoArray(dw, to + 3 * tapStep);
      t1.sub(t2).mul(0.5f).intoArray(dw, to + 4 * tapStep);
      sum.add(t3).intoArray(dw, to + 5 * tapStep);
      t0 =
          FloatVector.fromArray(FLOATS, points, at + 4 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 8 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + 12 * PANEL));
      t1 =
          FloatVector.fromArray(FLOATS, points, at + 5 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 9 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + 13 * PANEL));
      t2 =
          FloatVector.fromArray(FLOATS, points, at + 6 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 10 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + 14 * PANEL));
      t3 =
          FloatVector.fromArray(FLOATS, points, at + 7 * PANEL)
              .add(FloatVector.fromArray(FLOATS, points, at + 11 * PANEL))
              .mul(0.5f)
              .add(FloatVector.fromArray(FLOATS, points, at + 15 * PANEL));
      sum = t1.add(t2).mul(0.5f);
      sum.add(t0).intoArray(dw, to + 6 * tapStep);
      t1.sub(t2).mul(0.5f).intoArray(dw, to + 7 * tapStep);
      sum.add(t3).intoArray(dw, to + 8 * tapStep);
    }
  }
}
