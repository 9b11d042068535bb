package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.INPUTS;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The loops around {@link GradientTiles} and {@link RoundTiles}, and what the gradients of long
 * batches need.
 */
final class WeightGradientKernels {

  /** What the sums of a tile of 6 begin with; never written. */
  private static final float[] ZEROS = new float[6 * PANEL];

  private WeightGradientKernels() {}

  static void weightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Slice slice,
      float[] gradient,
      int at,
      Scratch scratch) {
    if (dy.cols() == PANEL) {
      panelGradient(x, dy, from, to, gradient, at, scratch);
      return;
    }
    int stride = slice.stride();
    if (stride == PANEL && dy.stride() == PANEL && dy.row(to) <= dy.data().length) {
      // A block of columns: what is computed from its padding is thrown away.
      panelGradient(x, dy, from, to, gradient, at, scratch);
      for (int out = at; out < at + x.cols() * PANEL; out += PANEL) {
        Arrays.fill(gradient, out + dy.cols(), out + PANEL, 0);
      }
      return;
    }
    for (int column = 0; column < dy.cols(); column += COUNT) {
      int lanes = Math.min(COUNT, dy.cols() - column);
      for (int input = 0; input < x.cols(); input += 8) {
        int last = Math.min(input + 8, x.cols()) - 1;
        int out = at + input * stride + column;
        GradientTiles.narrow(x, input, last, dy, column, lanes, from, to, gradient, out, stride);
      }
    }
  }

  private static void panelGradient(
      Matrix x, Matrix dy, int from, int to, float[] gradient, int at, Scratch scratch) {
    int input = 0;
    if (MANY_REGISTERS) {
      for (; input + 12 <= x.cols(); input += 12) {
        GradientTiles.rows12(x, input, dy, from, to, gradient, at + input * PANEL);
      }
    } else if (x.cols() >= 6 && x.stride() == INPUTS && dy.stride() == PANEL) {
      gradientOfBlocks(x, dy, from, to, gradient, at, scratch);
      return;
    } else if (x.cols() >= 6) {
      for (; input < x.cols(); input += 6) {
        int first = firstOfTile(input, x);
        GradientTiles.rows6(x, first, dy, from, to, gradient, at + first * PANEL);
      }
    }
    for (; input < x.cols(); input += 4) {
      int last = Math.min(input + 4, x.cols()) - 1;
      GradientTiles.upTo4Rows(x, input, last, dy, from, to, gradient, at + input * PANEL);
    }
  }

  /** A last tile of 6 begins sooner if need be, and computes some rows a second time. */
  private static int firstOfTile(int input, Matrix x) {
    return Math.min(input, x.cols() - 6);
  }

  /** Samples that make no whole round are copied to one that is filled up. */
  private static void gradientOfBlocks(
      Matrix x, Matrix dy, int from, int to, float[] gradient, int at, Scratch scratch) {
    int rounds = (to - from) / ROUND;
    int done = from + rounds * ROUND;
    int xStep = ROUND * INPUTS;
    int dyStep = ROUND * PANEL;
    float[] xRest = scratch.kernel().array(ScratchSlots.INPUTS_REST, xStep);
    float[] dyRest = scratch.kernel().array(ScratchSlots.UNITS_REST, dyStep);
    if (done < to) {
      Arrays.fill(xRest, 0, xStep, 0);
      for (int s = done; s < to; s++) {
        System.arraycopy(x.data(), x.row(s), xRest, (s - done) * INPUTS, x.cols());
      }
      Lanes.copyToRound(dy.data(), dy.row(done), dyRest, (to - done) * PANEL);
    }
    float[] xs = x.data();
    float[] dys = dy.data();
    for (int input = 0; input < x.cols(); input += 6) {
      int first = firstOfTile(input, x);
      int xAt = x.row(from) + first;
      int dyAt = dy.row(from);
      int out = at + first * PANEL;
      RoundTiles.blockGradient6(
          xs, xAt, xStep, dys, dyAt, dyStep, rounds, ZEROS, 0, PANEL, gradient, out, PANEL);
      if (done < to) {
        RoundTiles.blockGradient6(
            xRest, first, xStep, dyRest, 0, dyStep, 1, gradient, out, PANEL, gradient, out, PANEL);
      }
    }
  }

  static void copyColumns(Matrix m, int column, Matrix block, int from, int to) {
    int cols = block.cols();
    if (cols >= COUNT && cols <= 2 * COUNT) {
      copyTwoVectors(m, column, block, from, to);
      return;
    }
    for (int row = from; row < to; row++) {
      System.arraycopy(m.data(), m.row(row) + column, block.data(), block.row(row), cols);
    }
  }

  /** The second vector ends where the columns end, and overlaps the first if need be. */
  private static void copyTwoVectors(Matrix m, int column, Matrix block, int from, int to) {
    float[] source = m.data();
    float[] target = block.data();
    int second = block.cols() - COUNT;
    for (int row = from; row < to; row++) {
      int in = m.row(row) + column;
      int out = block.row(row);
      FloatVector.fromArray(FLOATS, source, in).intoArray(target, out);
      FloatVector.fromArray(FLOATS, source, in + second).intoArray(target, out + second);
    }
  }
}
