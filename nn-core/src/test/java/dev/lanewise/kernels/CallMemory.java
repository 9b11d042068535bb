package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * All memory that one kernel call may see. Every matrix is a window at a random offset and stride
 * in a bigger array, whose other elements hold a NaN of a recognisable payload: a kernel that reads
 * them spreads NaN, and one that writes them is found out. Inputs and outputs have different
 * payloads, because arithmetic hands payloads on; and around what is changed in place lies a
 * number, because a function of NaN is the same NaN. Two memories of the same seed that are asked
 * for the same things hold the same numbers.
 */
public final class CallMemory {
  private static final float INPUT_POISON = Float.intBitsToFloat(0x7FC5AFE5);
  private static final float OUTPUT_POISON = Float.intBitsToFloat(0x7FCBADBE);
  private static final float IN_PLACE_POISON = -1234.5677f;
  private static final int[] MARGINS = {0, 1, 3, 16, 19};
  private static final int SCRATCH_SLOTS = 15;
  private static final int SCRATCH_LENGTH = 700;

  /** An array, what it held before the call, and which elements the call may change. */
  private static final class Guarded {
    final float[] data;
    final float[] before;
    final BitSet writable;

    Guarded(float[] data, BitSet writable) {
      this.data = data;
      this.before = data.clone();
      this.writable = writable;
    }
  }

  private final Random random;
  private final List<Guarded> guarded = new ArrayList<>();
  private final List<Supplier<float[]>> results = new ArrayList<>();

  public CallMemory(long seed) {
    random = new Random(seed);
  }

  /** A matrix that only rows {@code [from, to)} may be read of and nothing may be written to. */
  public Matrix input(int rows, int cols, int from, int to, Values values) {
    Matrix m = window(rows, cols, INPUT_POISON);
    fill(m, from, to, values);
    guard(m.data(), new BitSet());
    return m;
  }

  /** A matrix that is all readable. */
  public Matrix input(int rows, int cols, Values values) {
    return input(rows, cols, 0, rows, values);
  }

  /** A matrix that only rows {@code [from, to)} may be written of. */
  public Matrix output(int rows, int cols, int from, int to) {
    return writable(window(rows, cols, OUTPUT_POISON), from, to);
  }

  /** A matrix that only rows {@code [from, to)} may be read and written of. */
  public Matrix inPlace(int rows, int cols, int from, int to, Values values) {
    Matrix m = window(rows, cols, IN_PLACE_POISON);
    fill(m, from, to, values);
    return writable(m, from, to);
  }

  private Matrix writable(Matrix m, int from, int to) {
    BitSet cells = new BitSet();
    for (int row = from; row < to; row++) {
      cells.set(m.row(row), m.row(row) + m.cols());
    }
    guard(m.data(), cells);
    results.add(() -> dense(m, from, to));
    return m;
  }

  /** A part of an array that may be read. */
  public FloatRange input(int length, Values values) {
    FloatRange range = range(length, INPUT_POISON);
    fill(range, values);
    guard(range.data(), new BitSet());
    return range;
  }

  /** Elements {@code [from, from + length)} of an array, that may be read and written. */
  public float[] inPlaceFrom(int from, int length, Values values) {
    FloatRange range =
        new FloatRange(poisoned(from + length + margin(), IN_PLACE_POISON), from, from + length);
    fill(range, values);
    return writable(range).data();
  }

  /** A part of an array that may be written. */
  public FloatRange output(int length) {
    return writable(range(length, OUTPUT_POISON));
  }

  private FloatRange writable(FloatRange range) {
    BitSet cells = new BitSet();
    cells.set(range.from(), range.to());
    guard(range.data(), cells);
    results.add(() -> Arrays.copyOfRange(range.data(), range.from(), range.to()));
    return range;
  }

  /** An array with values from index 0, that may be read. */
  public float[] inputFromZero(int length, Values values) {
    float[] data = poisoned(length + margin(), INPUT_POISON);
    for (int i = 0; i < length; i++) {
      data[i] = values.next(random);
    }
    guard(data, new BitSet());
    return data;
  }

  /** An array of one number for each row, of which rows {@code [from, to)} may be written. */
  public float[] rowOutput(int rows, int from, int to) {
    float[] data = poisoned(rows + margin(), OUTPUT_POISON);
    BitSet cells = new BitSet();
    cells.set(from, to);
    guard(data, cells);
    results.add(() -> Arrays.copyOfRange(data, from, to));
    return data;
  }

  /** Weights that may be read. */
  public Panels weights(Kernels kernels, int rows, int cols, Values values) {
    Panels panels = panels(kernels, rows, cols, values);
    guard(panels.data(), new BitSet());
    return panels;
  }

  /** Weights that may be read and written, but for their padding. */
  public Panels writableWeights(Kernels kernels, int rows, int cols, Values values) {
    Panels panels = panels(kernels, rows, cols, values);
    BitSet cells = new BitSet();
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        cells.set(panels.index(row, col));
      }
    }
    guard(panels.data(), cells);
    results.add(panels::toRowMajor);
    return panels;
  }

  private Panels panels(Kernels kernels, int rows, int cols, Values values) {
    Panels panels = kernels.products().panels(rows, cols);
    assertEquals(rows, panels.rows());
    assertEquals(cols, panels.cols());
    float[] rowMajor = new float[rows * cols];
    for (int i = 0; i < rowMajor.length; i++) {
      rowMajor[i] = values.next(random);
    }
    panels.set(rowMajor);
    return panels;
  }

  /** Registers a result that does not lie in one piece. */
  public void result(float[] values) {
    results.add(() -> values);
  }

  /** Scratch memory that holds NaN wherever a kernel might take it for clean. */
  public static Scratch dirtyScratch() {
    return dirtyScratch(SCRATCH_SLOTS, SCRATCH_LENGTH);
  }

  /** The same, with fewer and larger arrays. */
  public static Scratch dirtyScratch(int slots, int length) {
    Scratch scratch = new Scratch();
    for (int slot = 0; slot < slots; slot++) {
      Arrays.fill(scratch.kernel().array(slot, length), INPUT_POISON);
    }
    return scratch;
  }

  /** Fails if something was written that the call must leave alone. */
  public void assertRestUntouched(String label) {
    for (Guarded g : guarded) {
      for (int i = 0; i < g.data.length; i++) {
        if (!g.writable.get(i)) {
          int before = Float.floatToRawIntBits(g.before[i]);
          int after = Float.floatToRawIntBits(g.data[i]);
          int index = i;
          assertTrue(before == after, () -> label + ": element " + index + " was overwritten");
        }
      }
    }
  }

  /** Everything that the call has written, in the order in which it was asked for. */
  public List<float[]> results() {
    return results.stream().map(Supplier::get).toList();
  }

  private Matrix window(int rows, int cols, float poison) {
    int stride = cols + margin();
    int offset = margin();
    float[] data = poisoned(offset + (rows - 1) * stride + cols + margin(), poison);
    return new Matrix(data, offset, rows, cols, stride);
  }

  private FloatRange range(int length, float poison) {
    int from = margin();
    return new FloatRange(poisoned(from + length + margin(), poison), from, from + length);
  }

  private int margin() {
    return MARGINS[random.nextInt(MARGINS.length)];
  }

  private static float[] poisoned(int length, float poison) {
    float[] data = new float[length];
    Arrays.fill(data, poison);
    return data;
  }

  private void guard(float[] data, BitSet writable) {
    guarded.add(new Guarded(data, writable));
  }

  private void fill(Matrix m, int from, int to, Values values) {
    for (int row = from; row < to; row++) {
      for (int col = 0; col < m.cols(); col++) {
        m.data()[m.row(row) + col] = values.next(random);
      }
    }
  }

  private void fill(FloatRange range, Values values) {
    for (int i = range.from(); i < range.to(); i++) {
      range.data()[i] = values.next(random);
    }
  }

  public static float[] dense(Matrix m, int from, int to) {
    float[] values = new float[(to - from) * m.cols()];
    for (int row = from; row < to; row++) {
      System.arraycopy(m.data(), m.row(row), values, (row - from) * m.cols(), m.cols());
    }
    return values;
  }
}
