package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Token i is the number i, so that a sample says where it is from. */
class TextWindowsTest {

  private static Tokens count(int tokens) {
    return Tokens.of(IntStream.range(0, tokens).toArray());
  }

  /** Where each window begins; fails unless it and its targets are consecutive. */
  static List<Integer> starts(Dataset windows) {
    int context = windows.targetColumns();
    Matrix inputs = Matrix.allocate(1, context);
    Matrix targets = Matrix.allocate(1, context);
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      windows.read(i, inputs, targets, 0);
      int start = (int) inputs.get(0, 0);
      for (int j = 0; j < context; j++) {
        assertEquals(start + j, inputs.get(0, j));
        assertEquals(start + j + 1, targets.get(0, j));
      }
      starts.add(start);
    }
    return starts;
  }

  @Test
  void windowsAreThoseOfAPlainLoop() {
    for (int tokens = 1; tokens < 30; tokens++) {
      for (int context = 1; context < 12; context++) {
        for (int stride = 1; stride < 12; stride++) {
          List<Integer> expected = new ArrayList<>();
          for (int start = 0; start + context < tokens; start += stride) {
            expected.add(start);
          }
          Tokens counted = count(tokens);
          if (expected.isEmpty()) {
            int longer = context;
            assertError(
                DataException.class,
                () -> TextWindows.of(counted, longer),
                "at least %s tokens; found %s".formatted(context + 1, tokens));
          } else {
            TextWindows windows = TextWindows.of(counted, context).stride(stride);
            assertEquals(expected, starts(windows));
            assertEquals(Shape.of(context), windows.inputShape());
          }
        }
      }
    }
  }

  @Test
  void unlessSaidOtherwiseTheStrideIsTheContext() {
    assertEquals(List.of(0, 4, 8), starts(TextWindows.of(count(13), 4)));
    assertEquals(List.of(0, 4), starts(TextWindows.of(count(12), 4)));
    assertEquals(OptionalInt.empty(), TextWindows.of(count(12), 4).batch());
  }

  @Test
  void partsHaveNoTokenInCommon() {
    for (int tokens = 30; tokens < 60; tokens++) {
      TextWindows all = TextWindows.of(count(tokens), 2).stride(1);
      TextWindows first = all.first(0.9).stride(1);
      TextWindows after = all.after(0.9).stride(1);
      int cut = (int) (0.9 * tokens);
      assertEquals(cut, first.tokens());
      assertEquals(cut - 3, starts(first).getLast());
      assertEquals(cut, starts(after).getFirst());
      assertEquals(tokens - 3, starts(after).getLast());
      for (int start : starts(all.first(0.9).random(500))) {
        assertTrue(start + 2 < cut);
      }
    }
    assertEquals(List.of(50, 60), starts(TextWindows.of(count(101), 10).after(0.5).first(0.5)));
    assertEquals(List.of(5, 8), starts(TextWindows.of(count(20), 3).range(5, 12)));
  }

  @Test
  void randomPlacesAreAFunctionOfSeedAndEpoch() {
    TextWindows windows = TextWindows.of(count(21), 5).random(4000);
    assertEquals(4000, windows.size());
    assertEquals(starts(windows.inEpoch(3, 1)), starts(windows.inEpoch(3, 1)));
    assertNotEquals(starts(windows.inEpoch(3, 1)), starts(windows.inEpoch(3, 2)));
    assertNotEquals(starts(windows.inEpoch(3, 1)), starts(windows.inEpoch(4, 1)));
    assertEquals(starts(windows), starts(windows));
    List<Integer> starts = starts(windows.inEpoch(3, 1));
    assertEquals(new TreeSet<>(IntStream.range(0, 16).boxed().toList()), new TreeSet<>(starts));
    for (int start = 0; start < 16; start++) {
      int each = start;
      long times = starts.stream().filter(s -> s == each).count();
      assertTrue(times > 170 && times < 330, times + " of about 250");
    }
    assertEquals(
        starts(windows.inEpoch(3, 1)).subList(0, 9),
        starts(Subset.first(windows, 9).inEpoch(3, 1)));
  }

  @Test
  void rowsOfStatefulBatchesGoOn() {
    for (int tokens : new int[] {37, 100, 101, 121}) {
      for (int batch : new int[] {1, 2, 3}) {
        TextWindows windows = TextWindows.of(count(tokens), 4).stateful(batch);
        List<Integer> starts = starts(windows);
        int perRow = (tokens - 1) / 4 / batch;
        assertEquals(batch * perRow, starts.size());
        assertEquals(OptionalInt.of(batch), windows.batch());
        for (int row = 0; row < batch; row++) {
          for (int step = 0; step < perRow; step++) {
            assertEquals((row * perRow + step) * 4, starts.get(step * batch + row));
          }
        }
        for (boolean shuffle : new boolean[] {false, true}) {
          int[] order = new int[windows.size()];
          windows.order(order, 7, 3, shuffle);
          assertArrayEquals(IntStream.range(0, order.length).toArray(), order);
        }
        assertEquals(starts, starts(windows.inEpoch(7, 3)));
      }
    }
    assertError(
        DataException.class,
        () -> TextWindows.of(count(16), 4).stateful(4),
        "at least 17 tokens; found 16");
    assertEquals(4, TextWindows.of(count(17), 4).stateful(4).size());
  }

  @Test
  void consecutiveWindowsAreMixedOnlyIfWanted() {
    TextWindows windows = TextWindows.of(count(101), 2);
    int[] order = new int[windows.size()];
    windows.order(order, 1, 0, false);
    assertArrayEquals(IntStream.range(0, 50).toArray(), order);
    windows.order(order, 1, 0, true);
    Set<Integer> seen = new HashSet<>();
    for (int index : order) {
      seen.add(index);
    }
    assertEquals(50, seen.size());
    assertNotEquals(0, order[0] + order[1] * 100 + order[2] * 10_000 - 20_100);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    TextWindows windows = TextWindows.of(count(20), 3);
    refused(() -> TextWindows.of(count(20), 0), "context of at least 1");
    refused(() -> windows.stride(0), "stride of at least 1");
    refused(() -> windows.random(0), "at least 1 window");
    refused(() -> windows.stateful(0), "at least 1 row");
    refused(() -> windows.first(0), "above 0 and below 1");
    refused(() -> windows.after(1), "above 0 and below 1");
    refused(() -> windows.first(Double.NaN), "NaN");
    refused(() -> windows.range(0, 21), "0 to 20 (exclusive); found 0 to 21");
    refused(() -> windows.range(-1, 5), "-1 to 5");
    refused(() -> windows.range(6, 5), "6 to 5");
    assertError(DataException.class, () -> windows.range(0, 3), "at least 4 tokens; found 3");
  }

  private static void refused(Executable call, String words) {
    assertError(SettingException.class, call, "TextWindows: expected", words);
  }

  /** More windows than a data set can have, without as many tokens. */
  @Test
  void textsOfManyGigabytesNeedFewerWindows() {
    Tokens huge =
        new Tokens() {
          @Override
          public long size() {
            return 1L << 40;
          }

          @Override
          public int get(long index) {
            return (int) (index >> 24);
          }

          @Override
          public void copy(long from, int count, float[] to, int at) {
            for (int i = 0; i < count; i++) {
              to[at + i] = get(from + i);
            }
          }
        };
    refused(() -> TextWindows.of(huge, 64), "at most 2147483647 windows; found 17179869183");
    TextWindows windows = TextWindows.of(huge, 1024);
    Matrix row = Matrix.allocate(1, 1024);
    windows.read(windows.size() - 1, row, Matrix.allocate(1, 1024), 0);
    assertEquals(65535, row.get(0, 0));
    assertTrue(windows.random(1000).inEpoch(1, 1).fetch(999) >= 0);
  }
}
