package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Subset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextClassificationTest {
  private static final CharacterTokenizer LETTERS =
      CharacterTokenizer.train(TextSource.text("abcdefghij"));

  @TempDir private Path directory;

  private static TextClassification data(int longest, KeptEnd kept, String... texts) {
    int[] labels = IntStream.range(0, texts.length).map(i -> i % 3).toArray();
    return TextClassification.of(List.of(texts), labels, LETTERS, longest, kept);
  }

  private static float[] inputs(TextClassification data, int index) {
    Matrix inputs = Matrix.of(new float[data.inputShape().size()], 1, data.inputShape().size());
    Arrays.fill(inputs.data(), Float.NaN);
    data.read(index, inputs, Matrix.allocate(1, 1), 0);
    return inputs.data();
  }

  @Test
  void textsAreFilledUpOrCut() {
    String[] texts = {"b", "bcd", "bcdefghij"};
    TextClassification first = data(4, KeptEnd.FIRST, texts);
    assertEquals(List.of(Shape.of(4), Shape.of(1)), first.inputShapes());
    assertArrayEquals(new float[] {1, 0, 0, 0, 1}, inputs(first, 0));
    assertArrayEquals(new float[] {1, 2, 3, 0, 3}, inputs(first, 1));
    assertArrayEquals(new float[] {1, 2, 3, 4, 4}, inputs(first, 2));
    TextClassification last = data(4, KeptEnd.LAST, texts);
    assertArrayEquals(new float[] {1, 0, 0, 0, 1}, inputs(last, 0));
    assertArrayEquals(new float[] {1, 2, 3, 0, 3}, inputs(last, 1));
    assertArrayEquals(new float[] {6, 7, 8, 9, 4}, inputs(last, 2));
  }

  @Test
  void theLastTokensAreKeptWhateverTheLength() {
    String letters = "abcdefghij".repeat(5);
    for (int length = 1; length < 40; length++) {
      String text = letters.substring(0, length);
      for (int longest = 1; longest < 20; longest++) {
        String kept = text.substring(Math.max(0, length - longest));
        float[] found = inputs(data(longest, KeptEnd.LAST, "j", text, "c"), 1);
        assertEquals(kept.length(), found[longest]);
        for (int i = 0; i < kept.length(); i++) {
          assertEquals(kept.charAt(i) - 'a', found[i]);
        }
      }
    }
  }

  @Test
  void foldersAreReadAsStringsAre() {
    TestTexts.write(directory.resolve("bad/1.txt"), "abc");
    TestTexts.write(directory.resolve("good/1.txt"), "\ufeffdefg");
    TestTexts.write(directory.resolve("good/2.txt"), "j");
    TextFolder folder = TextFolder.open(directory);
    TextClassification read = TextClassification.read(folder, LETTERS, 3, KeptEnd.LAST);
    assertArrayEquals(new int[] {0, 1, 1}, read.labels());
    assertArrayEquals(new float[] {0, 1, 2, 3}, inputs(read, 0));
    assertArrayEquals(new float[] {4, 5, 6, 3}, inputs(read, 1));
    assertArrayEquals(new float[] {9, 0, 0, 1}, inputs(read, 2));
  }

  @Test
  void errorsNameTheText() {
    TestTexts.write(directory.resolve("bad/1.txt"), "abc");
    TestTexts.write(directory.resolve("good/2.txt"), "a\nxy");
    TextFolder folder = TextFolder.open(directory);
    assertError(
        DataException.class,
        () -> TextClassification.read(folder, LETTERS, 3, KeptEnd.FIRST),
        "2.txt, byte offset 1 (line 1)",
        "U+000A");
    TestTexts.write(directory.resolve("good/2.txt"), "");
    assertError(
        DataException.class,
        () -> TextClassification.read(folder, LETTERS, 3, KeptEnd.FIRST),
        "2.txt: expected text; found none");
    assertError(
        DataException.class,
        () -> data(3, KeptEnd.FIRST, "a", ""),
        "Text 1: expected text; found none");
    assertError(
        DataException.class, () -> data(3, KeptEnd.FIRST, "a", "ax"), "Text 1, character offset 1");
  }

  @Test
  void labelsAndSettingsAreChecked() {
    List<String> two = List.of("a", "b");
    assertError(
        DataException.class,
        () -> TextClassification.of(two, new int[] {1}, LETTERS, 3, KeptEnd.FIRST),
        "2 texts and 1 labels");
    assertError(
        DataException.class,
        () -> TextClassification.of(List.of(), new int[0], LETTERS, 3, KeptEnd.FIRST),
        "at least 1 text");
    assertError(
        DataException.class,
        () -> TextClassification.of(two, new int[] {1, -1}, LETTERS, 3, KeptEnd.FIRST),
        "Label of text 1",
        "found -1");
    assertError(SettingException.class, () -> data(0, KeptEnd.FIRST, "a"), "1 to 16777216", "0");
    assertError(SettingException.class, () -> data(3, KeptEnd.FIRST, "a").bucketed(0), "found 0");
    assertError(DataException.class, () -> data(3, KeptEnd.FIRST, "a").subset(), "at least 1");
  }

  /** Texts of random lengths from 1 to 40. */
  private static TextClassification many(int count) {
    Random random = new Random(count);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String letters = LETTERS.characters().substring(random.nextInt(10)).repeat(40);
      texts.add(letters.substring(0, 1 + random.nextInt(40)));
    }
    return TextClassification.of(texts, new int[count], LETTERS, 40, KeptEnd.FIRST);
  }

  private static int[] order(TextClassification data, long seed, int epoch) {
    int[] order = new int[data.size()];
    data.order(order, seed, epoch, true);
    return order;
  }

  @Test
  void batchesHaveTextsOfNeighbouringLengths() {
    for (int count : new int[] {1, 5, 64, 203}) {
      int batch = 8;
      TextClassification data = many(count).bucketed(batch);
      int[] order = order(data, 5, 2);
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, count).toArray(), sorted);
      List<int[]> ranges = new ArrayList<>();
      for (int at = 0; at + batch <= count; at += batch) {
        ranges.add(range(data, order, at, batch));
      }
      List<int[]> ascendingRanges = new ArrayList<>(ranges);
      ascendingRanges.sort(Arrays::compare);
      for (int i = 1; i < ascendingRanges.size(); i++) {
        assertTrue(ascendingRanges.get(i - 1)[1] <= ascendingRanges.get(i)[0]);
      }
      if (count > 50) {
        assertFalse(Arrays.equals(ranges.getFirst(), ranges.getLast()));
        boolean ascending =
            IntStream.range(1, ranges.size())
                .allMatch(i -> ranges.get(i - 1)[0] <= ranges.get(i)[0]);
        assertFalse(ascending, "batches are not mixed");
      }
    }
  }

  /** The shortest and the longest of a batch. */
  private static int[] range(TextClassification data, int[] order, int at, int batch) {
    int[] lengths = Arrays.stream(order, at, at + batch).map(data::length).sorted().toArray();
    return new int[] {lengths[0], lengths[batch - 1]};
  }

  @Test
  void theOrderIsAFunctionOfSeedAndEpoch() {
    TextClassification data = many(100).bucketed(10);
    assertArrayEquals(order(data, 1, 2), order(data, 1, 2));
    assertFalse(Arrays.equals(order(data, 1, 2), order(data, 1, 3)));
    assertFalse(Arrays.equals(order(data, 1, 2), order(data, 2, 2)));
    int[] plain = new int[100];
    data.order(plain, 1, 2, false);
    assertArrayEquals(IntStream.range(0, 100).toArray(), plain);
    assertFalse(Arrays.equals(order(many(100), 1, 2), order(data, 1, 2)));
  }

  @Test
  void aSubsetKnowsItsLengths() {
    TextClassification all = many(300);
    int[] odd = IntStream.range(0, 150).map(i -> 2 * i + 1).toArray();
    TextClassification subset = all.bucketed(10).subset(odd);
    for (int i = 0; i < odd.length; i++) {
      assertArrayEquals(inputs(all, odd[i]), inputs(subset, i));
    }
    int[] order = order(subset, 1, 1);
    int spread = 0;
    for (int at = 0; at < 150; at += 10) {
      int[] range = range(subset, order, at, 10);
      spread += range[1] - range[0];
    }
    assertTrue(spread <= 39, spread + " in all");

    int[] mixed = new int[odd.length];
    Subset.of(all.bucketed(10), odd).order(mixed, 1, 1, true);
    Arrays.sort(mixed);
    assertArrayEquals(IntStream.range(0, 150).toArray(), mixed);
  }
}
