package dev.lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDatasetTest extends DatasetContract {

  private static final int COUNT = 3;
  private static final int ROWS = 16;
  private static final int COLUMNS = 19;
  private static final int[] LABELS = {7, 0, 300};

  @Override
  Dataset dataset() {
    return images();
  }

  @Override
  float[][] expectedInputs() {
    float[][] inputs = new float[COUNT][ROWS * COLUMNS];
    for (int image = 0; image < COUNT; image++) {
      for (int i = 0; i < inputs[image].length; i++) {
        inputs[image][i] = pixel(image, i) / 255f;
      }
    }
    return inputs;
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{7}, {0}, {300}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(ROWS, COLUMNS, 1);
  }

  @Test
  void readsEachPixelValueAsItsQuotientToTheBit() {
    byte[] pixels = new byte[256];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    Matrix inputs = Matrix.allocate(1, 256);
    ImageDataset.of(pixels, 16, 16, new int[1]).read(0, inputs, Matrix.allocate(1, 1), 0);
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(Float.floatToRawIntBits(i / 255f), Float.floatToRawIntBits(inputs.get(0, i)));
    }
  }

  @Test
  void givesItsPixelsAndLabelsForDisplay() {
    ImageDataset images = images();
    assertEquals(ROWS, images.rows());
    assertEquals(COLUMNS, images.columns());
    assertEquals(301, images.classes());
    byte[] all = pixels();
    for (int image = 0; image < COUNT; image++) {
      assertEquals(LABELS[image], images.labels(image));
      int start = image * ROWS * COLUMNS;
      assertArrayEquals(
          Arrays.copyOfRange(all, start, start + ROWS * COLUMNS), images.pixels(image));
      assertEquals(pixel(image, 2 * COLUMNS + 5), images.pixel(image, 2, 5));
    }
  }

  @Test
  void refusesToShowWhatItDoesNotHold() {
    ImageDataset images = images();
    for (int index : new int[] {-1, COUNT}) {
      assertThrows(IndexOutOfBoundsException.class, () -> images.labels(index));
      assertThrows(IndexOutOfBoundsException.class, () -> images.pixels(index));
      assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(index, 0, 0));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(0, ROWS, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(0, 0, COLUMNS));
    assertThrows(IndexOutOfBoundsException.class, () -> images.pixel(0, 1, -1));
  }

  @Test
  void isNotChangedThroughTheArraysItWasMadeFromOrGives() {
    byte[] pixels = pixels();
    int[] labels = LABELS.clone();
    ImageDataset images = ImageDataset.of(pixels, ROWS, COLUMNS, labels);
    assertArrayEquals(pixels(), pixels);
    Arrays.fill(pixels, (byte) 1);
    Arrays.fill(labels, 1);
    Arrays.fill(images.pixels(0), (byte) 1);
    assertEquals(LABELS[0], images.labels(0));
    assertEquals(pixel(0, 7), images.pixel(0, 0, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 2     | 2     | 0 | 0  | one or more whole images of 2 x 2 = 4 pixels; found 0
          5  | 2     | 2     | 1 | 0  | found 5 pixels, so that image 1 is incomplete
          4  | 0     | 2     | 1 | 0  | at least 1 x 1 pixels; found 0 x 2
          4  | 2     | -2    | 1 | 0  | at least 1 x 1 pixels; found 2 x -2
          4  | 65536 | 65536 | 1 | 0  | 4294967296 pixels; found 4 pixels
          8  | 2     | 2     | 3 | 0  | each of 2 samples; found 3 labels
          8  | 2     | 2     | 2 | -1 | Label of row 0: expected a class index
          """)
  void refusesMalformedData(
      int pixels, int rows, int columns, int labels, int label, String message) {
    int[] allLabels = new int[labels];
    Arrays.fill(allLabels, label);
    DataException error =
        assertThrows(
            DataException.class, () -> ImageDataset.of(new byte[pixels], rows, columns, allLabels));
    assertTrue(error.getMessage().contains(message), error::getMessage);
  }

  private static ImageDataset images() {
    return ImageDataset.of(pixels(), ROWS, COLUMNS, LABELS);
  }

  private static byte[] pixels() {
    byte[] pixels = new byte[COUNT * ROWS * COLUMNS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) pixel(i / (ROWS * COLUMNS), i % (ROWS * COLUMNS));
    }
    return pixels;
  }

  /** Covers all 256 values, in another order in each image. */
  private static int pixel(int image, int position) {
    return (position * (2 * image + 1) + 11 * image) & 0xff;
  }
}
