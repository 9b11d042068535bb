package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Convolutions and pooling of images, with windows of all kinds. */
interface WindowContract extends KernelsUnderTest {
  int IMAGES = 5;

  /** Geometries: sizes around tiles, strides, dilations, borders on one side, groups. */
  static List<Convolution> convolutions() {
    List<Convolution> all = new ArrayList<>();
    for (int size : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 26}) {
      all.add(convolution(axis(size, 3, 1, 1, 1, 1), axis(size + 1, 3, 1, 1, 1, 1), 4, 16, 1));
    }
    Axis seven = axis(7, 3, 1, 1, 1, 1);
    for (int channels : new int[] {1, 2, 3, 5, 8, 12, 17, 33}) {
      all.add(convolution(seven, axis(9, 3, 1, 1, 0, 0), channels, 3 + 2 * channels, 1));
    }
    for (int units : new int[] {1, 4, 8, 16, 31, 32, 33, 70}) {
      all.add(convolution(axis(6, 2, 1, 1, 0, 1), axis(6, 2, 1, 1, 0, 1), 6, units, 1));
    }
    for (int stride : new int[] {1, 2, 3, 5}) {
      for (int dilation : new int[] {1, 2, 3}) {
        for (int kernel : new int[] {1, 2, 3, 5}) {
          Axis rows = axis(13, kernel, stride, dilation, 2, 1);
          all.add(convolution(rows, axis(14, kernel, stride, dilation, 0, 3), 4, 5, 1));
          all.add(convolution(rows, axis(15, 3, 1, dilation, 1, 0), 3, 16, 1));
        }
      }
    }
    for (int units : new int[] {1, 3, 6, 7, 8, 11}) {
      Axis fives = axis(9, 5, 1, 1, 2, 2);
      all.add(convolution(fives, axis(7, 5, 1, 1, 2, 1), 1, units, 1));
      all.add(convolution(fives, axis(8, 5, 2, 1, 2, 2), 6, 2 * units, 2));
    }
    all.add(convolution(axis(10, 3, 1, 1, 1, 1), axis(10, 3, 1, 1, 1, 1), 8, 12, 2));
    all.add(convolution(axis(10, 3, 2, 1, 1, 1), axis(10, 5, 2, 1, 2, 2), 6, 6, 6));
    for (int channels : new int[] {7, 32, 77, 140}) {
      for (int stride = 1; stride <= 2; stride++) {
        Axis rows = axis(9, 3, stride, 1, 1, 1);
        all.add(convolution(rows, axis(11, 3, stride, 1, 1, 1), channels, channels, channels));
        Axis wide = axis(12, 3, stride, 3, 2, 0);
        all.add(convolution(rows, wide, channels, channels, channels));
        all.add(convolution(wide, axis(4, 5, 3, 1, 4, 4), channels, channels, channels));
      }
    }
    addTiled(all);
    all.add(convolution(axis(9, 1, 1, 1, 0, 0), axis(9, 1, 1, 1, 0, 0), 96, 48, 3));
    all.add(convolution(axis(1, 1, 1, 1, 0, 0), axis(50, 5, 1, 1, 2, 2), 12, 20, 1));
    all.add(convolution(axis(50, 5, 1, 1, 2, 2), axis(1, 1, 1, 1, 0, 0), 12, 20, 1));
    all.add(convolution(axis(6, 3, 1, 1, 1, 1), axis(3, 2, 1, 1, 0, 0), 2100, 5, 1));
    all.add(convolution(axis(6, 3, 1, 1, 1, 1), axis(700, 3, 1, 1, 1, 1), 13, 9, 1));
    all.add(convolution(axis(200, 99, 1, 1, 3, 3), axis(5, 3, 2, 1, 1, 1), 2, 4, 1));
    all.add(convolution(axis(7, 3, 1, 1, 1, 1), axis(7, 3, 1, 1, 1, 1), 20, 66, 1));
    return all;
  }

  /** Such as are computed in tiles of windows: even and odd sizes, all kinds of borders. */
  private static void addTiled(List<Convolution> all) {
    Axis eleven = axis(11, 3, 1, 1, 1, 1);
    for (int features : new int[] {16, 48, 112}) {
      all.add(convolution(axis(4, 3, 1, 1, 0, 0), axis(5, 3, 1, 1, 0, 0), features, 64, 1));
      all.add(convolution(eleven, axis(8, 3, 1, 1, 1, 1), 64, features, 1));
    }
    all.add(convolution(axis(2, 3, 1, 1, 1, 1), axis(6, 3, 1, 1, 2, 2), 32, 32, 1));
    all.add(convolution(axis(7, 3, 1, 1, 0, 5), axis(6, 3, 1, 1, 4, 0), 32, 48, 1));
    all.add(convolution(axis(6, 3, 1, 1, -1, 0), axis(7, 3, 1, 1, 0, -2), 32, 32, 1));
    all.add(convolution(axis(3, 3, 1, 1, 1, 1), axis(61, 3, 1, 1, 0, 1), 32, 32, 1));
    // The first tile begins in the image and reaches one pixel beyond it; forward, and backward.
    all.add(convolution(axis(7, 3, 1, 1, 1, 1), axis(3, 3, 1, 1, 0, 1), 32, 32, 1));
    all.add(convolution(axis(6, 3, 1, 1, 0, 0), axis(6, 3, 1, 1, -3, 2), 48, 32, 1));
    all.add(convolution(axis(7, 3, 1, 1, 1, 1), axis(3, 3, 1, 1, 2, 0), 32, 32, 1));
    all.add(convolution(axis(3, 3, 1, 1, 1, 1), axis(4, 3, 1, 1, 1, 1), 128, 96, 1));
    all.add(convolution(axis(5, 3, 1, 1, 1, 1), axis(3, 3, 1, 1, 1, 1), 256, 16, 1));
    all.add(convolution(axis(5, 3, 1, 1, 1, 1), axis(3, 3, 1, 1, 1, 1), 16, 256, 1));
    all.add(convolution(axis(5, 3, 1, 1, 1, 1), axis(3, 3, 1, 1, 1, 1), 272, 16, 1));
  }

  private static Axis axis(int size, int kernel, int stride, int dilation, int before, int after) {
    int span = (kernel - 1) * dilation + 1;
    int more = Math.max(0, span - size - before - after);
    return Axis.of(size, kernel, stride, dilation, before, after + more);
  }

  private static Convolution convolution(
      Axis rows, Axis columns, int channels, int units, int groups) {
    return new Convolution(new Windows(rows, columns, channels), units, groups);
  }

  @Test
  default void convolutionsOfImages() {
    for (Convolution at : convolutions()) {
      assertSameAndFinite(
          "convolution " + at,
          (kernels, memory) -> forward(kernels, memory, at, ProductContract.ORDINARY));
      assertSameAsReference(
          "convolution of extremes " + at,
          (kernels, memory) -> forward(kernels, memory, at, ProductContract.WITH_EXTREMES));
    }
  }

  private static void forward(Kernels kernels, CallMemory memory, Convolution at, Values values) {
    Matrix x = memory.input(IMAGES, at.windows().imageSize(), 1, 4, values);
    Panels w = memory.weights(kernels, at.weightRows(), at.groupUnits(), values);
    float[] bias = memory.inputFromZero(at.units(), values);
    Matrix y = memory.output(IMAGES, at.outputSize(), 1, 4);
    ConvolutionKernel kernel = kernels.convolution(at);
    Filters filters = kernel.filters(w);
    kernel.prepare(filters);
    kernel.forward(x, filters, bias, y, 1, 4, CallMemory.dirtyScratch(6, 250_000));
  }

  @Test
  default void inputGradientsOfConvolutions() {
    for (Convolution at : convolutions()) {
      assertSameAndFinite(
          "input gradient " + at,
          (kernels, memory) -> inputGradient(kernels, memory, at, ProductContract.ORDINARY));
      assertSameAsReference(
          "input gradient of extremes " + at,
          (kernels, memory) -> inputGradient(kernels, memory, at, ProductContract.WITH_EXTREMES));
      assertSameAsReference(
          "input gradient that underflows " + at,
          (kernels, memory) -> inputGradient(kernels, memory, at, ProductContract.UNDERFLOWING));
    }
  }

  private static void inputGradient(
      Kernels kernels, CallMemory memory, Convolution at, Values values) {
    Matrix dy = memory.input(IMAGES, at.outputSize(), 1, 4, values);
    Panels w = memory.weights(kernels, at.weightRows(), at.groupUnits(), values);
    Matrix dx = memory.output(IMAGES, at.windows().imageSize(), 1, 4);
    ConvolutionKernel kernel = kernels.convolution(at);
    Filters turned = kernel.turnedFilters(w);
    kernel.turn(turned);
    kernel.inputGradient(dy, turned, dx, 1, 4, CallMemory.dirtyScratch(6, 250_000));
  }

  @Test
  default void weightGradientsOfConvolutions() {
    for (Convolution at : convolutions()) {
      assertSameAndFinite(
          "weight gradient " + at,
          (kernels, memory) -> weightGradient(kernels, memory, at, ProductContract.ORDINARY));
      assertSameAsReference(
          "weight gradient of extremes " + at,
          (kernels, memory) -> weightGradient(kernels, memory, at, ProductContract.WITH_EXTREMES));
      assertSameAsReference(
          "weight gradient that underflows " + at,
          (kernels, memory) -> weightGradient(kernels, memory, at, ProductContract.UNDERFLOWING));
    }
  }

  private static void weightGradient(
      Kernels kernels, CallMemory memory, Convolution at, Values values) {
    Matrix x = memory.input(IMAGES, at.windows().imageSize(), 1, 4, values);
    Matrix dy = memory.input(IMAGES, at.outputSize(), 1, 4, values);
    Panels w = kernels.products().panels(at.weightRows(), at.groupUnits());
    float[] gradient = new float[w.size() + 5];
    Arrays.fill(gradient, -1);
    kernels
        .convolution(at)
        .weightGradient(x, dy, 1, 4, w, gradient, 3, CallMemory.dirtyScratch(6, 250_000));
    float[] inPanels = Arrays.copyOfRange(gradient, 3, 3 + w.size());
    memory.result(w.withData(inPanels).toRowMajor());
    memory.result(new float[] {sum(inPanels) - sum(w.withData(inPanels).toRowMajor())});
    assertEquals(-1, gradient[2]);
    assertEquals(-1, gradient[3 + w.size()]);
  }

  /** Whether there is anything beside the gradient: padding has to be zero. */
  private static float sum(float[] values) {
    int others = 0;
    for (float value : values) {
      others += value == 0 ? 0 : 1;
    }
    return others;
  }

  /** Windows of pooling: each has a tap inside. */
  static List<Windows> poolings() {
    List<Windows> all = new ArrayList<>();
    for (int channels : new int[] {1, 3, 4, 7, 8, 16, 19, 33, 70}) {
      all.add(new Windows(axis(8, 2, 2, 1, 0, 0), axis(6, 2, 2, 1, 0, 0), channels));
      all.add(new Windows(axis(7, 2, 2, 1, 0, 0), axis(9, 2, 2, 1, -1, 0), channels));
      all.add(new Windows(axis(6, 2, 2, 1, 1, 1), axis(7, 2, 2, 1, 0, 1), channels));
      all.add(new Windows(axis(7, 3, 2, 1, 1, 1), axis(9, 3, 1, 1, 1, 1), channels));
      all.add(new Windows(axis(11, 3, 1, 2, 1, 1), axis(5, 2, 1, 1, 1, 0), channels));
      all.add(new Windows(axis(9, 9, 1, 1, 0, 0), axis(4, 4, 1, 1, 0, 0), channels));
      all.add(new Windows(new Axis(5, 2, 2, 1, 0, 3), axis(4, 3, 3, 1, 1, 1), channels));
    }
    return all;
  }

  @Test
  default void maximaOfWindows() {
    for (Windows at : poolings()) {
      for (Values values : List.of(Values.halves(2), Values.special())) {
        assertSameAsReference(
            "maximum " + at,
            (kernels, memory) -> {
              Matrix x = memory.input(IMAGES, at.imageSize(), 1, 4, values);
              Matrix y = memory.output(IMAGES, at.count() * at.channels(), 1, 4);
              kernels.pooling().maximum(at, x, y, 1, 4);
            });
        assertSameAsReference(
            "gradient of a maximum " + at,
            (kernels, memory) -> {
              Matrix x = memory.input(IMAGES, at.imageSize(), 1, 4, values);
              Matrix y = memory.output(IMAGES, at.count() * at.channels(), 1, 4);
              kernels.pooling().maximum(at, x, y, 1, 4);
              Matrix dy = memory.input(IMAGES, at.count() * at.channels(), 1, 4, values);
              Matrix dx = memory.output(IMAGES, at.imageSize(), 1, 4);
              kernels.pooling().maximumGradient(at, x, y, dy, dx, 1, 4);
            });
      }
    }
  }

  @Test
  default void sumsOfWindows() {
    for (Windows at : poolings()) {
      for (Values values : List.of(ProductContract.ORDINARY, Values.special())) {
        assertSameAsReference(
            "sum " + at,
            (kernels, memory) -> {
              float[] factors = memory.inputFromZero(at.count(), ProductContract.ORDINARY);
              Matrix x = memory.input(IMAGES, at.imageSize(), 1, 4, values);
              Matrix y = memory.output(IMAGES, at.count() * at.channels(), 1, 4);
              kernels.pooling().sum(at, factors, x, y, 1, 4);
            });
        assertSameAsReference(
            "gradient of a sum " + at,
            (kernels, memory) -> {
              float[] factors = memory.inputFromZero(at.count(), ProductContract.ORDINARY);
              Matrix dy = memory.input(IMAGES, at.count() * at.channels(), 1, 4, values);
              Matrix dx = memory.output(IMAGES, at.imageSize(), 1, 4);
              kernels.pooling().sumGradient(at, factors, dy, dx, 1, 4);
            });
      }
    }
  }

  @Test
  default void pixelsBetweenPixels() {
    List<Interpolation> axes =
        List.of(
            Interpolation.nearest(3, 2),
            Interpolation.linear(4, 3),
            Interpolation.linear(1, 2),
            Interpolation.linear(5, 1),
            Interpolation.linear(3, 2).transposed(),
            Interpolation.nearest(2, 3).transposed());
    for (int channels : new int[] {1, 3, 4, 7, 8, 16, 19, 33}) {
      for (Interpolation rows : axes) {
        for (Interpolation columns : axes) {
          for (Values values : List.of(ProductContract.ORDINARY, Values.special())) {
            int in = rows.size() * columns.size() * channels;
            int out = rows.count() * columns.count() * channels;
            assertSameAsReference(
                "between %s x %s x %s".formatted(in, out, channels),
                (kernels, memory) -> {
                  Matrix x = memory.input(IMAGES, in, 1, 4, values);
                  Matrix y = memory.output(IMAGES, out, 1, 4);
                  kernels.pooling().interpolate(rows, columns, channels, x, y, 1, 4);
                });
          }
        }
      }
    }
  }
}
