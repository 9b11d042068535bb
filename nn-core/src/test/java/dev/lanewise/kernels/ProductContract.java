package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Products of matrices, sums of columns, and the layout of weights. */
interface ProductContract extends KernelsUnderTest {
  Values ORDINARY = Values.uniform(-1, 1);
  Values WITH_EXTREMES =
      Values.sometimes(
          0, -0f, Float.NaN, Float.POSITIVE_INFINITY, 3e38f, Float.MIN_VALUE, -1e-40f, 1e-30f);

  /** Products of two are smaller than any number: sums end as zeros, of both signs. */
  Values UNDERFLOWING = Values.uniform(-1e-30f, 1e-30f);

  List<Integer> SLICE_ROWS = List.of(1, 5, 48);

  @Test
  default void affineOfAllRows() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      assertSameAndFinite(
          "affine " + size, (kernels, memory) -> affine(kernels, memory, size, 0, ORDINARY));
    }
  }

  @Test
  default void affineOfSomeRows() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      if (size.rows() > 1) {
        int from = 1 + size.rows() / 3;
        assertSameAndFinite(
            "affine of some rows " + size,
            (kernels, memory) -> affine(kernels, memory, size, from, ORDINARY));
      }
    }
  }

  @Test
  default void affineOfExtremeNumbers() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      assertSameAsReference(
          "affine of extremes " + size,
          (kernels, memory) -> affine(kernels, memory, size, 0, WITH_EXTREMES));
    }
  }

  @Test
  default void affineOfNoRows() {
    assertSameAsReference(
        "affine of no rows",
        (kernels, memory) -> {
          Matrix x = memory.input(5, 7, 0, 0, ORDINARY);
          Matrix y = memory.output(5, 9, 0, 0);
          Panels w = memory.weights(kernels, 7, 9, ORDINARY);
          kernels.products().affine(x, w, new float[9], y, 2, 2, CallMemory.dirtyScratch());
        });
  }

  private static void affine(
      Kernels kernels, CallMemory memory, Sizes.Product size, int from, Values values) {
    int to = from == 0 ? size.rows() : size.rows() - size.rows() / 5;
    Matrix x = memory.input(size.rows(), size.inputs(), from, to, values);
    Panels w = memory.weights(kernels, size.inputs(), size.units(), values);
    float[] bias = memory.inputFromZero(size.units(), ORDINARY);
    Matrix y = memory.output(size.rows(), size.units(), from, to);
    kernels.products().affine(x, w, bias, y, from, to, CallMemory.dirtyScratch());
  }

  @Test
  default void affineOfSomePanels() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      String label = "affine of some panels " + size;
      CallMemory memory = new CallMemory(label.hashCode());
      Matrix x = memory.input(size.rows(), size.inputs(), ORDINARY);
      Panels w = memory.weights(tested(), size.inputs(), size.units(), ORDINARY);
      float[] bias = memory.inputFromZero(size.units(), ORDINARY);
      Matrix whole = memory.output(size.rows(), size.units(), 0, size.rows());
      Matrix y = memory.output(size.rows(), size.units(), 0, size.rows());
      int middle = w.count() / 2;
      Scratch scratch = CallMemory.dirtyScratch();
      tested().products().affine(x, w, bias, whole, 0, size.rows(), scratch);
      float[] before = CallMemory.dense(y, 0, size.rows());
      tested().products().affine(x, w, middle, w.count(), bias, y, 0, size.rows(), scratch);
      float[] after = CallMemory.dense(y, 0, size.rows());
      for (int i = 0; i < after.length; i++) {
        if (i % size.units() < middle * w.panelCols()) {
          assertEquals(
              Float.floatToRawIntBits(before[i]), Float.floatToRawIntBits(after[i]), label);
        }
      }
      tested().products().affine(x, w, 0, middle, bias, y, 0, size.rows(), scratch);
      KernelsUnderTest.assertSameBits(
          label, CallMemory.dense(whole, 0, size.rows()), CallMemory.dense(y, 0, size.rows()));
      memory.assertRestUntouched(label);
    }
  }

  @Test
  default void inputGradientOfAllRows() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      assertSameAndFinite(
          "input gradient " + size,
          (kernels, memory) -> inputGradient(kernels, memory, size, 0, ORDINARY));
    }
  }

  @Test
  default void inputGradientOfSomeRows() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      if (size.rows() > 1) {
        int from = 1 + size.rows() / 3;
        assertSameAndFinite(
            "input gradient of some rows " + size,
            (kernels, memory) -> inputGradient(kernels, memory, size, from, ORDINARY));
      }
    }
  }

  @Test
  default void inputGradientOfExtremeNumbers() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      assertSameAsReference(
          "input gradient of extremes " + size,
          (kernels, memory) -> inputGradient(kernels, memory, size, 0, WITH_EXTREMES));
    }
  }

  @Test
  default void inputGradientThatUnderflows() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      assertSameAndFinite(
          "input gradient that underflows " + size,
          (kernels, memory) -> inputGradient(kernels, memory, size, 0, UNDERFLOWING));
    }
  }

  @Test
  default void inputGradientOfNoRows() {
    assertSameAsReference(
        "input gradient of no rows",
        (kernels, memory) -> {
          Matrix dy = memory.input(5, 9, 0, 0, ORDINARY);
          Matrix dx = memory.output(5, 7, 0, 0);
          Panels w = memory.weights(kernels, 7, 9, ORDINARY);
          kernels.products().affineInputGradient(dy, w, dx, 2, 2, CallMemory.dirtyScratch());
        });
  }

  private static void inputGradient(
      Kernels kernels, CallMemory memory, Sizes.Product size, int from, Values values) {
    int to = from == 0 ? size.rows() : size.rows() - size.rows() / 5;
    Matrix dy = memory.input(size.rows(), size.units(), from, to, values);
    Panels w = memory.weights(kernels, size.inputs(), size.units(), values);
    Matrix dx = memory.output(size.rows(), size.inputs(), from, to);
    kernels.products().affineInputGradient(dy, w, dx, from, to, CallMemory.dirtyScratch());
  }

  @Test
  default void weightGradient() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      for (int sliceRows : SLICE_ROWS) {
        assertSameAndFinite(
            "weight gradient " + size + " in slices of " + sliceRows,
            (kernels, memory) -> weightGradient(kernels, memory, size, sliceRows, ORDINARY));
      }
    }
  }

  @Test
  default void weightGradientOfExtremeNumbers() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      assertSameAsReference(
          "weight gradient of extremes " + size,
          (kernels, memory) -> weightGradient(kernels, memory, size, 13, WITH_EXTREMES));
    }
  }

  @Test
  default void weightGradientOfBlocks() {
    weightGradientOfBlocks("", ORDINARY);
  }

  @Test
  default void weightGradientOfBlocksThatUnderflows() {
    weightGradientOfBlocks("that underflow ", UNDERFLOWING);
  }

  private void weightGradientOfBlocks(String label, Values values) {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      int inputs = tested().tuning().blocking().inputs();
      assertSameAndFinite(
          "weight gradient of blocks " + label + size,
          (kernels, memory) ->
              weightGradient(
                  kernels,
                  memory,
                  size,
                  inputs,
                  values,
                  x -> block(x, inputs),
                  dy -> block(dy, kernels.products().panels(1, size.units()).panelCols())));
    }
  }

  /** A copy whose rows follow each other, with poison behind the columns. */
  private static Matrix block(Matrix m, int stride) {
    float[] data = new float[m.rows() * stride];
    Arrays.fill(data, Float.NaN);
    Matrix block = new Matrix(data, 0, m.rows(), m.cols(), stride);
    for (int row = 0; row < m.rows(); row++) {
      System.arraycopy(m.data(), m.row(row), data, block.row(row), m.cols());
    }
    return block;
  }

  @Test
  default void copyColumns() {
    for (int width : Sizes.COLUMNS) {
      for (int column : new int[] {0, 1, 16}) {
        copyColumns(width, column, column + width);
        copyColumns(width, column, column + width + 5);
      }
    }
  }

  private void copyColumns(int width, int column, int cols) {
    assertSameAndFinite(
        "copy of %d columns from %d of %d".formatted(width, column, cols),
        (kernels, memory) -> {
          Matrix m = memory.input(9, cols, 2, 7, ORDINARY);
          Matrix block = memory.output(9, width, 2, 7);
          kernels.products().copyColumns(m, column, block, 2, 7);
        });
  }

  private static void weightGradient(
      Kernels kernels, CallMemory memory, Sizes.Product size, int sliceRows, Values values) {
    UnaryOperator<Matrix> inPlace = UnaryOperator.identity();
    weightGradient(kernels, memory, size, sliceRows, values, inPlace, inPlace);
  }

  /** The batch has more rows than samples, as the last one of an epoch. */
  private static void weightGradient(
      Kernels kernels,
      CallMemory memory,
      Sizes.Product size,
      int sliceRows,
      Values values,
      UnaryOperator<Matrix> inputs,
      UnaryOperator<Matrix> units) {
    int from = size.inputs() % 3;
    int to = from + size.rows();
    int rows = to + size.units() % 3;
    Matrix x = memory.input(rows, size.inputs(), from, to, values);
    Matrix dy = memory.input(rows, size.units(), from, to, values);
    Panels w = memory.weights(kernels, size.inputs(), size.units(), Values.constant(Float.NaN));
    float[] assembled = new float[size.inputs() * size.units()];
    for (Slice slice : w.slices(sliceRows)) {
      Matrix sliceX = inputs.apply(x.columns(slice.from(), slice.to()));
      Matrix sliceDy =
          units.apply(dy.columns(slice.firstColumn(), slice.firstColumn() + slice.columns()));
      float[] gradient = gradientOfSlice(kernels, sliceX, sliceDy, from, to, slice);
      assemble(slice, gradient, size.units(), assembled);
    }
    memory.result(assembled);
  }

  private static float[] gradientOfSlice(
      Kernels kernels, Matrix x, Matrix dy, int from, int to, Slice slice) {
    int length = slice.end() - slice.begin();
    CallMemory own = new CallMemory(slice.begin());
    FloatRange range = own.output(length);
    kernels
        .products()
        .affineWeightGradient(
            x, dy, from, to, slice, range.data(), range.from(), CallMemory.dirtyScratch());
    own.assertRestUntouched("gradient of a slice");
    return own.results().getFirst();
  }

  /** Copies a slice's gradient to its place in a row-major matrix; its padding must be zero. */
  private static void assemble(Slice slice, float[] gradient, int units, float[] rowMajor) {
    for (int row = slice.from(); row < slice.to(); row++) {
      int start = (row - slice.from()) * slice.stride();
      System.arraycopy(
          gradient, start, rowMajor, row * units + slice.firstColumn(), slice.columns());
      for (int c = slice.columns(); c < slice.stride(); c++) {
        assertEquals(0, Float.floatToRawIntBits(gradient[start + c]), "padding of the gradient");
      }
    }
  }

  @Test
  default void columnSums() {
    for (int cols : Sizes.COLUMNS) {
      for (int samples : new int[] {1, 2, 5, 33, 130}) {
        columnSums(0, samples, cols);
        columnSums(samples / 3, samples, cols);
      }
    }
  }

  private void columnSums(int from, int to, int cols) {
    assertSameAndFinite(
        "sums of %d columns of rows [%d, %d)".formatted(cols, from, to),
        (kernels, memory) -> {
          Matrix m = memory.input(to + 2, cols, from, to, ORDINARY);
          FloatRange sums = memory.output(cols);
          kernels.reductions().columnSums(m, from, to, sums.data(), sums.from());
        });
  }

  @Test
  default void panelsStartWithZeros() {
    for (Sizes.Product size : Sizes.products(tested().tuning().rowTile())) {
      Panels panels = tested().products().panels(size.inputs(), size.units());
      for (float value : panels.data()) {
        assertEquals(0, Float.floatToRawIntBits(value));
      }
    }
  }

  @Test
  default void rowTileIsPositive() {
    assertTrue(tested().tuning().rowTile() > 0);
  }
}
