package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.IN_ORDER;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;
import static dev.lanewise.simd.Lanes.SAMPLES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The loops around the tiles of {@code dx = dy w^T}: its transpose is {@code w dy^T}, with a sample
 * in each lane, so that no transposed copy of the weights is needed. Of a few samples, {@link
 * InputGradientTiles} read the weights where they are, once, and in few streams, which the
 * processor fetches ahead. For more samples each tile's weights are copied to constant strides
 * first, for the tile of the forward product.
 */
final class InputGradientKernels {
  /** Samples at once: their sums still fit a second-level cache. */
  private static final int ROWS = 64;

  /** Panels that a tile sums over. */
  private static final int PANELS = 8;

  /** Inputs of a tile. */
  private static final int TILE = MANY_REGISTERS ? 12 : 6;

  /** From this many blocks of samples on, copies are read so often that they pay. */
  private static final int BLOCKS_OF_COPIES = 3;

  /** Columns that are transposed at once: a constant, so that the loop over them is unrolled. */
  private static final int SQUARE = 16;

  private InputGradientKernels() {}

  static void inputGradient(Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row += ROWS) {
      int end = Math.min(row + ROWS, to);
      boolean noPanel = w.cols() < PANEL && end - row >= SAMPLES / 2;
      if (w.cols() <= end - row || noPanel) {
        fewUnits(dy, w, dx, row, end, scratch);
      } else {
        manyUnits(dy, w, dx, row, end, scratch);
      }
    }
  }

  /**
   * With fewer units than samples it is the weights that are cheaper to transpose. So they are if
   * there is no whole panel for the tiles, and if the samples do not leave most lanes empty.
   */
  private static void fewUnits(Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    int units = w.cols();
    int inputs = w.rows();
    float[] transposed =
        scratch
            .kernel()
            .array(ScratchSlots.TRANSPOSED, units * Math.ceilDiv(inputs, PANEL) * PANEL);
    for (int panel = 0; panel < w.count(); panel++) {
      for (int input = 0; input < inputs; input++) {
        int in = w.row(panel, input);
        int out = (input / PANEL * units + panel * PANEL) * PANEL + input % PANEL;
        copy(w.data(), in, 1, transposed, out, PANEL, w.panelColumns(panel));
      }
    }
    float[] zeros = scratch.kernel().array(ScratchSlots.ZEROS, inputs);
    Arrays.fill(zeros, 0, inputs, 0);
    int panels = Math.ceilDiv(inputs, PANEL);
    AffineKernels.affine(dy, transposed, 0, panels, units, PANEL, zeros, dx, from, to, scratch);
  }

  private static void manyUnits(Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    int blocks = Math.ceilDiv(to - from, SAMPLES);
    int units = w.cols();
    float[] deltas = scratch.kernel().array(ScratchSlots.DELTAS, blocks * units * SAMPLES);
    for (int b = 0; b < blocks; b++) {
      transpose(dy, from + b * SAMPLES, to - 1, deltas, b * units * SAMPLES);
    }
    int chains = SumTree.blocks(units);
    for (int chain = 0, u = 0; chain < chains; chain++) {
      int end = SumTree.end(u, units);
      sumPanels(w, u / PANEL, Math.ceilDiv(end, PANEL), deltas, blocks, chain, scratch);
      SumTree.fold(scratch.kernel(), ScratchSlots.SUMS, chain, chains, blocks * sumsOfBlock(w));
      u = end;
    }
    float[] sums = scratch.kernel().array(ScratchSlots.SUMS, 0);
    for (int b = 0; b < blocks; b++) {
      transposeBack(sums, b * sumsOfBlock(w), dx, from + b * SAMPLES, to);
    }
  }

  /** Sums over the panels {@code [first, end)}: a chain. */
  private static void sumPanels(
      Panels w, int first, int end, float[] deltas, int blocks, int chain, Scratch scratch) {
    float[] sums =
        scratch.kernel().array(ScratchSlots.SUMS + SumTree.slot(chain), blocks * sumsOfBlock(w));
    Arrays.fill(sums, 0, blocks * sumsOfBlock(w), 0);
    int inputs = w.rows();
    int whole = inputs < TILE ? first : Math.min(end, w.cols() / PANEL);
    for (int panel = first; panel < whole; panel += PANELS) {
      panels(w, panel, Math.min(PANELS, whole - panel), deltas, blocks, sums, scratch);
    }
    for (int b = 0; b < blocks && whole > first && inputs % TILE > 0; b++) {
      int last = b * sumsOfBlock(w) + inputs * SAMPLES;
      System.arraycopy(sums, last, sums, last - TILE * SAMPLES, TILE * SAMPLES);
    }
    for (int panel = whole; panel < end; panel++) {
      anyPanel(w, panel, deltas, blocks, sums);
    }
  }

  /** The last tile of inputs begins sooner if need be, so it has sums of its own behind all. */
  private static int sumsOfBlock(Panels w) {
    return (w.rows() + TILE) * SAMPLES;
  }

  /** Some whole panels for all inputs and all blocks. */
  private static void panels(
      Panels w, int panel, int count, float[] deltas, int blocks, float[] sums, Scratch scratch) {
    int inputs = w.rows();
    int distance = inputs * PANEL;
    boolean copies = !MANY_REGISTERS && blocks >= BLOCKS_OF_COPIES;
    float[] copy = scratch.kernel().array(ScratchSlots.TILE, copies ? TILE * COPY_STRIDE : 0);
    for (int input = 0; input < inputs; input += TILE) {
      boolean whole = input + TILE <= inputs;
      int first = w.row(panel, whole ? input : inputs - TILE);
      if (copies) {
        copyTile(w.data(), first, distance, count, copy);
      }
      for (int b = 0; b < blocks; b++) {
        int at = (b * w.cols() + panel * PANEL) * SAMPLES;
        int out = b * sumsOfBlock(w) + (whole ? input : inputs) * SAMPLES;
        if (copies) {
          int rounds = count * PANEL / ROUND;
          RoundTiles.product6(
              copy,
              0,
              IN_ORDER,
              deltas,
              at,
              ROUND * SAMPLES,
              rounds,
              sums,
              out,
              SAMPLES,
              sums,
              out,
              SAMPLES);
        } else if (MANY_REGISTERS) {
          InputGradientTiles.rows12(w.data(), first, distance, count, deltas, at, sums, out);
        } else {
          InputGradientTiles.rows6(
              w.data(), first, distance, ROUND, count, deltas, at, ROUND * SAMPLES, sums, out);
        }
      }
    }
  }

  private static void copyTile(float[] w, int first, int distance, int panels, float[] copy) {
    for (int panel = 0; panel < panels; panel++) {
      for (int row = 0; row < TILE; row++) {
        int in = first + panel * distance + row * PANEL;
        int out = row * COPY_STRIDE + panel * PANEL;
        FloatVector.fromArray(FLOATS, w, in).intoArray(copy, out);
        FloatVector.fromArray(FLOATS, w, in + COUNT).intoArray(copy, out + COUNT);
      }
    }
  }

  /** One panel of any width for any number of inputs and all blocks. */
  private static void anyPanel(Panels w, int panel, float[] deltas, int blocks, float[] sums) {
    for (int input = 0; input < w.rows(); input += 8) {
      int last = Math.min(input + 8, w.rows()) - 1;
      for (int b = 0; b < blocks; b++) {
        for (int lane = 0; lane < SAMPLES; lane += COUNT) {
          int at = (b * w.cols() + panel * PANEL) * SAMPLES + lane;
          int out = b * sumsOfBlock(w) + input * SAMPLES + lane;
          InputGradientTiles.upTo8Rows(w, panel, input, last, deltas, at, sums, out);
        }
      }
    }
  }

  /** Rows from {@code row} on become lanes; the last row fills up. */
  private static void transpose(Matrix m, int row, int last, float[] to, int at) {
    for (int column = 0; column < m.cols(); column += SQUARE) {
      int columns = Math.min(SQUARE, m.cols() - column);
      for (int lane = 0; lane < SAMPLES; lane++) {
        int in = m.row(Math.min(row + lane, last)) + column;
        int out = at + column * SAMPLES + lane;
        if (columns == SQUARE) {
          copy(m.data(), in, 1, to, out, SAMPLES, SQUARE);
        } else {
          copy(m.data(), in, 1, to, out, SAMPLES, columns);
        }
      }
    }
  }

  /** Lanes become rows from {@code row} on, below {@code end}. */
  private static void transposeBack(float[] from, int at, Matrix m, int row, int end) {
    int lanes = Math.min(SAMPLES, end - row);
    for (int column = 0; column < m.cols(); column += SQUARE) {
      int columns = Math.min(SQUARE, m.cols() - column);
      for (int lane = 0; lane < lanes; lane++) {
        int in = at + column * SAMPLES + lane;
        int out = m.row(row + lane) + column;
        if (columns == SQUARE) {
          copy(from, in, SAMPLES, m.data(), out, 1, SQUARE);
        } else {
          copy(from, in, SAMPLES, m.data(), out, 1, columns);
        }
      }
    }
  }

  private static void copy(
      float[] from, int in, int inStep, float[] to, int out, int outStep, int count) {
    for (int i = 0; i < count; i++) {
      to[out + i * outStep] = from[in + i * inStep];
    }
  }
}
