package dev.lanewise.images;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.data.Subset;
import dev.lanewise.train.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int HEIGHT = 7;
  private static final int WIDTH = 9;
  private static final Shape SHAPE = Shape.of(HEIGHT, WIDTH, 2);

  /** Many samples of one image, so that a data set shows how one image varies. */
  private static final Dataset SAME = same(2000);

  private static Dataset same(int samples) {
    float[] image = Samples.uniform(SHAPE.size(), new Random(1));
    float[] all = new float[samples * image.length];
    for (int i = 0; i < samples; i++) {
      System.arraycopy(image, 0, all, i * image.length, image.length);
    }
    return ArrayDataset.of(all, SHAPE, new int[samples]);
  }

  private static float[] sample(Dataset data, int index) {
    Matrix inputs = Matrix.of(new float[data.inputShape().size()], 1, data.inputShape().size());
    data.read(index, inputs, Matrix.allocate(1, data.targetColumns()), 0);
    return inputs.data();
  }

  private static float[] targets(Dataset data, int index) {
    Matrix targets = Matrix.of(new float[data.targetColumns()], 1, data.targetColumns());
    data.read(index, Matrix.allocate(1, data.inputShape().size()), targets, 0);
    return targets.data();
  }

  private static Dataset epoch(Augmentation augmentation) {
    return AugmentedDataset.of(SAME, augmentation).inEpoch(5, 0);
  }

  private static float pixel(float[] image, int y, int x, int c) {
    boolean inside = y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH;
    return inside ? image[(y * WIDTH + x) * 2 + c] : 0;
  }

  /** The image with its pixels taken from elsewhere, zero beyond the edges. */
  private static float[] moved(boolean flipped, boolean upsideDown, int down, int across) {
    float[] image = sample(SAME, 0);
    float[] moved = new float[image.length];
    for (int i = 0; i < moved.length; i++) {
      int y = i / 2 / WIDTH - down;
      int x = i / 2 % WIDTH - across;
      moved[i] = pixel(image, upsideDown ? HEIGHT - 1 - y : y, flipped ? WIDTH - 1 - x : x, i % 2);
    }
    return moved;
  }

  @Test
  void nothingChangesUnlessAsked() {
    Dataset none = epoch(Augmentation.none());
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(sample(SAME, i), sample(none, i));
    }
  }

  @Test
  void evaluationsSeeTheImagesAsTheyAre() {
    Dataset data =
        AugmentedDataset.of(
            SAME, Augmentation.none().withFlip().withRotation(20).withBrightness(1).withCutOut(3));
    assertArrayEquals(sample(SAME, 3), sample(data, 3));
    assertEquals(SAME.fetch(3), data.fetch(3));
  }

  @Test
  void halfOfTheImagesAreFlipped() {
    Dataset flips = epoch(Augmentation.none().withFlip());
    Dataset vertical = epoch(Augmentation.none().withVerticalFlip());
    int across = 0;
    int down = 0;
    for (int i = 0; i < SAME.size(); i++) {
      across += count(sample(flips, i), moved(true, false, 0, 0), moved(false, false, 0, 0));
      down += count(sample(vertical, i), moved(false, true, 0, 0), moved(false, false, 0, 0));
    }
    assertEquals(1000, across, 100);
    assertEquals(1000, down, 100);
  }

  /** 1 if it is the first, 0 if the second. */
  private static int count(float[] found, float[] first, float[] second) {
    boolean isFirst = Arrays.equals(found, first);
    assertTrue(isFirst || Arrays.equals(found, second));
    return isFirst ? 1 : 0;
  }

  @Test
  void cropsShiftByEachNumberOfPixelsAsOften() {
    Dataset crops = epoch(Augmentation.none().withCrop(2));
    int[] counts = new int[25];
    for (int i = 0; i < SAME.size(); i++) {
      float[] found = sample(crops, i);
      int which = -1;
      for (int shift = 0; shift < 25; shift++) {
        if (Arrays.equals(found, moved(false, false, shift / 5 - 2, shift % 5 - 2))) {
          which = shift;
        }
      }
      counts[which]++;
    }
    for (int count : counts) {
      assertEquals(80, count, 40, Arrays.toString(counts));
    }
  }

  @Test
  void flipsAreMirroredBeforeTheyAreShifted() {
    Dataset both = epoch(Augmentation.none().withFlip().withCrop(1));
    int found = 0;
    for (int i = 0; i < 100; i++) {
      for (int shift = 0; shift < 9; shift++) {
        if (Arrays.equals(sample(both, i), moved(true, false, shift / 3 - 1, shift % 3 - 1))) {
          found++;
        }
      }
    }
    assertEquals(50, found, 25);
  }

  /** A turn by 180 degrees is both flips; the smallest turn and zoom change nothing. */
  @Test
  void interpolationMeetsWhatCopiesGive() {
    float[] source = sample(SAME, 0);
    Augmentation zoom = Augmentation.none().withFlip().withVerticalFlip().withZoom(1e-12);
    Augmentation copies = Augmentation.none().withFlip().withVerticalFlip();
    for (long key = 0; key < 50; key++) {
      float[] expected = new float[source.length];
      float[] found = new float[source.length];
      new Warp(copies, HEIGHT, WIDTH, 2).run(key, source, expected, 0);
      new Warp(zoom, HEIGHT, WIDTH, 2).run(key, source, found, 0);
      // At the edges a place may lie a hair outside, where it is mixed with that hair of fill.
      assertArrayEquals(expected, found, 1e-5f);
    }
  }

  /**
   * By the formulas of a rotation, a zoom and a shift, all in double, and another interpolation.
   */
  @Test
  void warpsAreThoseOfTheFormulas() {
    Augmentation warp =
        Augmentation.none().withShift(0.2).withRotation(90).withZoom(0.5).withFlip().withFill(3, 4);
    float[] source = sample(SAME, 0);
    float[] found = new float[source.length];
    for (long key = 0; key < 200; key++) {
      new Warp(warp, HEIGHT, WIDTH, 2).run(key, source, found, 0);
      double angle = Math.toRadians(Draws.within(90.0, key, Draws.ROTATION));
      double zoom = 1 + Draws.within(0.5, key, Draws.ZOOM);
      double down = HEIGHT * Draws.within(0.2, key, Draws.SHIFT_DOWN);
      double across = WIDTH * Draws.within(0.2, key, Draws.SHIFT_ACROSS);
      boolean flip = Draws.coin(key, Draws.FLIP);
      for (int i = 0; i < found.length; i++) {
        double y = (i / 2 / WIDTH - 3 - down) / zoom;
        double x = (i / 2 % WIDTH - 4 - across) / zoom;
        double row = Math.cos(angle) * y - Math.sin(angle) * x + 3;
        double column = (flip ? -1 : 1) * (Math.sin(angle) * y + Math.cos(angle) * x) + 4;
        double sum = 0;
        for (int py = -20; py < 30; py++) {
          for (int px = -20; px < 30; px++) {
            double weight =
                Math.max(0, 1 - Math.abs(row - py)) * Math.max(0, 1 - Math.abs(column - px));
            boolean inside = py >= 0 && py < HEIGHT && px >= 0 && px < WIDTH;
            sum += weight * (inside ? pixel(source, py, px, i % 2) : 3 + i % 2);
          }
        }
        assertEquals(sum, found[i], 1e-5);
      }
    }
  }

  @Test
  void anglesHaveTheirSinesAndCosines() {
    for (int i = -36_000; i <= 36_000; i++) {
      double angle = i * (Math.PI / 18_000);
      assertEquals(Math.sin(angle), Angles.sine(angle), 1e-15);
      assertEquals(Math.cos(angle), Angles.cosine(angle), 1e-15);
    }
    assertEquals(0, Angles.sine(0));
    assertEquals(1, Angles.cosine(0));
  }

  @Test
  void shiftsAreSpreadEvenly() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 10_000; i++) {
      double shift = Draws.within(0.3, Draws.key(Draws.epochKey(1, 2), i), Draws.SHIFT_DOWN);
      assertTrue(Math.abs(shift) <= 0.3);
      sum += shift;
      squares += shift * shift;
    }
    // Mean 0, variance 0.3^2 / 3; four deviations of the means of 10,000.
    assertEquals(0, sum / 10_000, 4 * 0.3 / Math.sqrt(3) / 100);
    assertEquals(0.03, squares / 10_000, 4 * 0.03 * Math.sqrt(0.8) / 100);
  }

  @Test
  void bordersRepeatOrMirrorWhatIsThere() {
    StringBuilder seen = new StringBuilder();
    for (Border border : List.of(Border.EDGE, Border.REFLECT)) {
      for (int at = -5; at < 9; at++) {
        seen.append("abcd".charAt(border.place(at, 4)));
      }
      seen.append(' ');
    }
    assertEquals("aaaaaabcdddddd ddcbaabcddcbaa ", seen.toString());
    assertEquals(0, Border.REFLECT.place(-17, 1));
    assertEquals(-1, Border.FILL.place(-1, 4));
    assertEquals(-1, Border.FILL.place(4, 4));
  }

  @Test
  void brightnessAndContrastAreThoseOfTheFormulas() {
    float[] source = sample(SAME, 0);
    Dataset brighter = epoch(Augmentation.none().withBrightness(0.5));
    Dataset clearer = epoch(Augmentation.none().withContrast(0.8));
    double[] means = new double[2];
    for (int i = 0; i < source.length; i++) {
      means[i % 2] += source[i] / (HEIGHT * WIDTH);
    }
    double least = 1;
    double most = -1;
    for (int sample = 0; sample < 200; sample++) {
      float[] found = sample(brighter, sample);
      float more = found[0] - source[0];
      least = Math.min(least, more);
      most = Math.max(most, more);
      float[] clear = sample(clearer, sample);
      double factor = (clear[0] - means[0]) / (source[0] - means[0]);
      assertTrue(factor >= 0.2 - 1e-4 && factor <= 1.8 + 1e-4);
      for (int i = 0; i < source.length; i++) {
        assertEquals(source[i] + more, found[i], 1e-6);
        assertEquals(means[i % 2] + factor * (source[i] - means[i % 2]), clear[i], 1e-4);
      }
    }
    assertEquals(-0.5, least, 0.03);
    assertEquals(0.5, most, 0.03);
  }

  @Test
  void cutOutFillsASquareThatMayLieOutsideInPart() {
    Dataset cut = epoch(Augmentation.none().withCutOut(3).withFill(7, 8));
    float[] source = sample(SAME, 0);
    int[] corners = new int[2];
    for (int sample = 0; sample < SAME.size(); sample++) {
      float[] found = sample(cut, sample);
      int top = HEIGHT;
      int left = WIDTH;
      int bottom = -1;
      int right = -1;
      int count = 0;
      for (int i = 0; i < found.length; i += 2) {
        if (found[i] == 7) {
          assertEquals(8, found[i + 1]);
          top = Math.min(top, i / 2 / WIDTH);
          left = Math.min(left, i / 2 % WIDTH);
          bottom = Math.max(bottom, i / 2 / WIDTH);
          right = Math.max(right, i / 2 % WIDTH);
          count++;
        } else {
          assertEquals(source[i], found[i]);
        }
      }
      assertEquals(count, (bottom - top + 1) * (right - left + 1));
      assertTrue(bottom - top + 1 <= 3 && right - left + 1 <= 3 && count >= 4);
      corners[0] += count == 9 ? 1 : 0;
      corners[1] += count == 4 ? 1 : 0;
    }
    // Middles of 5 x 7 of 63 pixels leave it whole, 4 cut it at a corner.
    assertEquals(2000 * 35 / 63.0, corners[0], 100);
    assertEquals(2000 * 4 / 63.0, corners[1], 45);
  }

  @Test
  void mixUpMixesImagesAndTargetsInTheSameShare() {
    // Sample i is everywhere i, and of class i.
    float[] values = new float[4 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.floorDiv(i, 4);
    }
    Dataset data = OneHotDataset.of(ArrayDataset.of(values, Shape.of(2, 2, 1), classes(8)), 8);
    AugmentedDataset mixed = AugmentedDataset.of(data, Augmentation.none().withMixUp(0.4));
    int[] partners = new int[8];
    int rounds = 4000;
    double variance = 0;
    for (int epoch = 0; epoch < rounds; epoch++) {
      Dataset then = mixed.inEpoch(1, epoch);
      float[] targets = targets(then, 3);
      float[] found = sample(then, 3);
      double sum = 0;
      double value = 0;
      for (int c = 0; c < 8; c++) {
        sum += targets[c];
        value += c * targets[c];
        partners[c] += c != 3 && targets[c] > 0 ? 1 : 0;
      }
      assertEquals(1, sum, 1e-6);
      for (float pixel : found) {
        assertEquals(value, pixel, 1e-5);
      }
      double share = Draws.beta(0.4, Draws.key(Draws.epochKey(1, epoch), 3));
      variance += (share - 0.5) * (share - 0.5) / rounds;
    }
    // That of Beta(a, a): 1 / (4 (2 a + 1)).
    assertEquals(1 / 7.2, variance, 0.005);
    for (int c = 0; c < 8; c++) {
      assertEquals(c == 3 ? 0.0 : rounds / 8.0, partners[c], 90);
    }
  }

  @Test
  void sharesAreBetaDistributed() {
    for (double alpha : new double[] {0.01, 0.2, 1, 2}) {
      double mean = 0;
      double variance = 0;
      for (int i = 0; i < 20_000; i++) {
        double share = Draws.beta(alpha, i);
        assertTrue(share >= 0 && share <= 1);
        mean += share / 20_000;
        variance += (share - 0.5) * (share - 0.5) / 20_000;
      }
      assertEquals(0.5, mean, 0.015);
      assertEquals(1 / (4 * (2 * alpha + 1)), variance, 0.005);
    }
  }

  private static int[] classes(int count) {
    int[] classes = new int[count];
    Arrays.setAll(classes, i -> i);
    return classes;
  }

  @Test
  void epochsSeedsAndSamplesDiffer() {
    AugmentedDataset data =
        AugmentedDataset.of(SAME, Augmentation.none().withRotation(30).withBrightness(0.1));
    float[] first = sample(data.inEpoch(1, 0), 0);
    assertArrayEquals(first, sample(data.inEpoch(1, 0), 0));
    for (Dataset other : List.of(data.inEpoch(1, 1), data.inEpoch(2, 0))) {
      assertTrue(!Arrays.equals(first, sample(other, 0)));
    }
    assertTrue(!Arrays.equals(first, sample(data.inEpoch(1, 0), 1)));
  }

  /** One kind of change more leaves the random numbers of the others as they are. */
  @Test
  void kindsOfChangesDoNotDisturbEachOther() {
    Dataset crop = epoch(Augmentation.none().withCrop(2));
    Dataset both = epoch(Augmentation.none().withCrop(2).withBrightness(0.5));
    for (int i = 0; i < 50; i++) {
      float[] expected = sample(crop, i);
      float[] found = sample(both, i);
      float more = found[0] - expected[0];
      for (int j = 0; j < found.length; j++) {
        assertEquals(expected[j] + more, found[j], 1e-6);
      }
    }
  }

  @Test
  void bitsAreThoseOfAllMachines() {
    Dataset all =
        AugmentedDataset.of(
                OneHotDataset.of(
                    ArrayDataset.of(
                        Samples.uniform(20 * SHAPE.size(), new Random(7)), SHAPE, new int[20]),
                    2),
                Augmentation.none()
                    .withFlip()
                    .withVerticalFlip()
                    .withCrop(1)
                    .withShift(0.1)
                    .withRotation(15)
                    .withZoom(0.2)
                    .withBrightness(0.1)
                    .withContrast(0.2)
                    .withCutOut(2)
                    .withMixUp(0.3)
                    .withBorder(Border.REFLECT))
            .inEpoch(42, 3);
    int hash = 0;
    for (int i = 0; i < 20; i++) {
      hash = 31 * hash + Arrays.hashCode(sample(all, i));
      hash = 31 * hash + Arrays.hashCode(targets(all, i));
    }
    assertEquals(1017946213, hash);
  }

  @Test
  void partsOfDataVaryLikeTheirWhole() {
    AugmentedDataset data = AugmentedDataset.of(SAME, Augmentation.none().withCrop(2));
    Dataset expected = data.inEpoch(3, 1);
    Dataset part = Subset.of(data, 5, 9).inEpoch(3, 1);
    Dataset parted = PartedDataset.of(data, List.of(SHAPE), List.of(1)).inEpoch(3, 1);
    assertArrayEquals(sample(expected, 9), sample(part, 1));
    assertArrayEquals(sample(expected, 9), sample(parted, 9));
    Dataset twice = AugmentedDataset.of(data, Augmentation.none().withCrop(1)).inEpoch(3, 1);
    assertEquals(SAME.size(), twice.size());
    float[] once = sample(expected, 9);
    float[] found = new float[once.length];
    new Warp(Augmentation.none().withCrop(1), HEIGHT, WIDTH, 2)
        .run(Draws.key(Draws.epochKey(3, 1), 9), once, found, 0);
    assertArrayEquals(found, sample(twice, 9));
  }

  @Test
  void blackIsWhatNormalisationMakesOfIt() {
    Augmentation black =
        Augmentation.none()
            .withBlackFill(new Normalization(List.of(0.5, 0.25), List.of(0.25, 0.5)));
    assertEquals(List.of(-2f, -0.5f), black.fill());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    Augmentation none = Augmentation.none();
    assertError(SettingException.class, () -> none.withCrop(-1), "crop", "found -1");
    assertError(SettingException.class, () -> none.withShift(1), "shift", "below 1");
    assertError(SettingException.class, () -> none.withRotation(181), "rotation", "180");
    assertError(SettingException.class, () -> none.withZoom(1), "zoom");
    assertError(SettingException.class, () -> none.withBrightness(Double.NaN), "NaN");
    assertError(SettingException.class, () -> none.withContrast(1.1), "contrast");
    assertError(SettingException.class, () -> none.withCutOut(-2), "cutOut");
    assertError(SettingException.class, () -> none.withMixUp(3), "mixUp", "at most 2");
    assertError(SettingException.class, () -> none.withMixUp(1e-3), "mixUp", "0.01");
    assertError(SettingException.class, () -> none.withFill(), "fill");
    assertError(SettingException.class, () -> none.withFill(Float.NaN), "NaN");
  }

  @Test
  void dataThatAreNoImagesAreRefused() {
    Augmentation flip = Augmentation.none().withFlip();
    Dataset flat = Samples.classes(5, Shape.of(63), 2, 1);
    assertError(ShapeException.class, () -> AugmentedDataset.of(flat, flip), "(63)");
    assertError(
        ShapeException.class,
        () -> AugmentedDataset.of(SAME, Augmentation.none().withMixUp(0.2)),
        "OneHotDataset");
    assertError(
        ShapeException.class,
        () -> AugmentedDataset.of(SAME, flip.withFill(1, 2, 3)),
        "each of 2",
        "3 values");
    assertError(ShapeException.class, () -> OneHotDataset.of(SAME, 1), "2 classes");
    Dataset two = Samples.regression(3, SHAPE, 2, 1);
    assertError(ShapeException.class, () -> OneHotDataset.of(two, 3), "found 2 targets");
  }

  @Test
  void oneHotTargetsRefuseOtherClasses() {
    Dataset data = Samples.classes(20, SHAPE, 3, 1);
    Dataset oneHot = OneHotDataset.of(data, 3);
    for (int i = 0; i < 20; i++) {
      float[] expected = new float[3];
      expected[Samples.classOf(data, i)] = 1;
      assertArrayEquals(expected, targets(oneHot, i));
      assertArrayEquals(sample(data, i), sample(oneHot, i));
    }
    Dataset fewer = OneHotDataset.of(data, 2);
    assertError(
        DataException.class,
        () -> {
          for (int i = 0; i < 20; i++) {
            targets(fewer, i);
          }
        },
        "from 0 to 1",
        "found 2");
  }
}
