package dev.lanewise.images;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.team.Team;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoDatasetTest {
  private static final ImageSettings SETTINGS = ImageSettings.rgb(6, 5);

  @TempDir private Path directory;

  private static float[] sample(Dataset data, int index) {
    Matrix inputs = Matrix.of(new float[data.inputShape().size()], 1, data.inputShape().size());
    data.read(index, inputs, Matrix.allocate(1, data.targetColumns()), 0);
    return inputs.data();
  }

  @Test
  void samplesAreThePhotosWithTheirClasses() {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 3, 4, 9, 8));
    PhotoDataset data = folder.read(SETTINGS);
    assertEquals(12, data.size());
    assertEquals(Shape.of(6, 5, 3), data.inputShape());
    assertEquals(1, data.targetColumns());
    assertEquals(List.of("class0", "class1", "class2"), data.classes());
    assertTrue(data.inMemory());
    PhotoReader reader = new PhotoReader(SETTINGS);
    Matrix target = Matrix.allocate(1, 1);
    for (int i = 0; i < 12; i++) {
      data.read(i, Matrix.allocate(1, 90), target, 0);
      assertEquals(Math.floorDiv(i, 4), target.get(0, 0));
      assertArrayEquals(reader.read(folder.files().get(i)), sample(data, i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void threadsAndMemoryMakeNoDifference(int threads) {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 2, 20, 9, 8));
    PhotoDataset expected = folder.read(SETTINGS);
    try (Team team = Team.of(threads)) {
      PhotoDataset streamed = PhotoDataset.read(folder, SETTINGS, team, 0);
      PhotoDataset kept = folder.read(SETTINGS, team);
      assertFalse(streamed.inMemory());
      for (int i = 0; i < folder.size(); i++) {
        assertArrayEquals(sample(expected, i), sample(kept, i));
        assertArrayEquals(sample(expected, i), sample(streamed, i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theFirstDamagedFileIsNamedWhateverTheThreads(int threads) {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 2, 30, 9, 8));
    for (int image : new int[] {59, 31, 45, 7, 58}) {
      byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
      TestImages.write(folder.files().get(image), text);
    }
    String first = folder.files().get(7).toString();
    try (Team team = Team.of(threads)) {
      for (long most : new long[] {Long.MAX_VALUE, 0}) {
        assertError(
            DataException.class,
            () -> PhotoDataset.read(folder, SETTINGS, team, most),
            first,
            "a text");
      }
    }
  }

  @Test
  void whatTheHeapCannotHoldIsNotKept() {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 2, 2, 9, 8));
    try (Team team = Team.of(1)) {
      PhotoLoading loading = new PhotoLoading(folder, new PhotoReader(SETTINGS), team);
      assertTrue(loading.fits(1000, 4 * 1024));
      assertFalse(loading.fits(1000, 4 * 1024 - 1));
      assumeTrue(Runtime.getRuntime().maxMemory() < 4L * Integer.MAX_VALUE);
      assertFalse(loading.fits(Integer.MAX_VALUE, Long.MAX_VALUE));
    }
  }

  @Test
  void bombsAreFoundBeforeTheyAreRead() {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 2, 2, 9, 8));
    ImageSettings settings = SETTINGS.withMaximumPixels(71);
    try (Team team = Team.of(1)) {
      assertError(
          DataException.class,
          () -> PhotoDataset.read(folder, settings, team, 0),
          "0.png",
          "at most 71 pixels",
          "9 x 8");
    }
  }

  @Test
  void aFileThatIsGoneIsNamedWhenItIsRead() throws IOException {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 2, 2, 9, 8));
    try (Team team = Team.of(1)) {
      PhotoDataset streamed = PhotoDataset.read(folder, SETTINGS, team, 0);
      Files.delete(folder.files().get(1));
      sample(streamed, 0);
      assertError(DataException.class, () -> sample(streamed, 1), "1.png", "nothing of that name");
    }
  }

  @Test
  void measuredValuesHaveMeanZeroAndDeviationOne() {
    ImageFolder folder = ImageFolder.open(TestImages.folders(directory, 2, 10, 9, 8));
    PhotoDataset data = folder.read(SETTINGS);
    Normalization measured = Normalization.measured(data);
    Normalization again = Normalization.measured(data.withNormalization(measured));
    for (int c = 0; c < 3; c++) {
      assertEquals(0, again.means().get(c), 1e-6);
      assertEquals(1, again.deviations().get(c), 1e-6);
    }
    assertEquals(measured, data.withNormalization(measured).settings().normalization());
    assertEquals(3, Normalization.measured(Subset.first(data, 3)).means().size());
  }

  @Test
  void aChannelThatNeverChangesIsNotDividedByNothing() {
    byte[] png = TestImages.encode(TestImages.grey(3, 3, 9, 9, 9, 9, 9, 9, 9, 9, 9), "png");
    for (String name : List.of("a/1.png", "b/1.png")) {
      TestImages.write(directory.resolve(name), png);
    }
    PhotoDataset data = ImageFolder.open(directory).read(ImageSettings.grey(3, 3));
    Normalization measured = Normalization.measured(data);
    assertEquals(List.of(1.0), measured.deviations());
    assertEquals(9 / 255.0, measured.means().getFirst(), 1e-8);
  }

  @Test
  void settingsGoThroughText() {
    ImageSettings settings =
        ImageSettings.rgb(224, 192)
            .cropped()
            .withNormalization(
                new Normalization(List.of(0.1, 1 / 3.0, 0.485), List.of(0.25, 1e-7, 2.0)))
            .withMaximumPixels(7);
    assertEquals(settings, ImageSettings.parse(settings.text()));
    ImageSettings grey = ImageSettings.grey(1, 2);
    assertEquals(grey, ImageSettings.parse(grey.text()));
    for (String wrong :
        List.of(
            "",
            "x".repeat(100_000),
            grey.text() + " ",
            grey.text().replace("GREY", "CMYK"),
            grey.text().replace("means=0.0", "means=NaN"),
            grey.text().replace("means=0.0", "means=0.0,0.0"),
            grey.text().replace("deviations=1.0", "deviations=one"),
            grey.text().replace("height=1", "height=0"),
            grey.text().replace("height=1 width=2", "height=999999999 width=9"))) {
      assertError(
          DataException.class, () -> ImageSettings.parse(wrong), "expected a text like", "found");
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    Normalization two = new Normalization(List.of(0.0, 0.0), List.of(1.0, 1.0));
    assertError(SettingException.class, () -> SETTINGS.withNormalization(two), "each of 3", "2");
    assertError(SettingException.class, () -> SETTINGS.withMaximumPixels(0), "found 0");
    assertError(SettingException.class, () -> Normalization.of(0, 0), "above 0", "[0.0]");
    assertError(SettingException.class, () -> Normalization.of(Double.NaN, 1), "NaN");
    assertError(ShapeException.class, () -> ImageSettings.grey(0, 2), "0");
  }
}
