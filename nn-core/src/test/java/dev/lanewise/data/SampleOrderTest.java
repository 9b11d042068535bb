package dev.lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleOrderTest {
  private static final int EPOCHS = 5;

  @Test
  void isTheSameForEver() {
    assertArrayEquals(new int[] {}, shuffled(0, 0, 0));
    assertArrayEquals(new int[] {0}, shuffled(1, 3, 4));
    assertArrayEquals(new int[] {8, 6, 7, 4, 1, 0, 9, 5, 2, 3}, shuffled(10, 42, 7));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 3", "10, 10", "100, 7", "100, 1000", "64, 1", "10, 2147483647"})
  void windowsStayTogether(int size, int window) {
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      int[] order = windowed(size, window, 5, epoch);
      for (long from = 0; from < size; from += window) {
        int first = (int) from;
        int end = (int) Math.min(size, from + window);
        int[] members = Arrays.copyOfRange(order, first, end);
        Arrays.sort(members);
        assertArrayEquals(IntStream.range(first, end).toArray(), members);
      }
    }
  }

  @Test
  void aWindowOfAllIsAPlainShuffle() {
    assertArrayEquals(shuffled(50, 9, 2), windowed(50, 50, 9, 2));
    assertArrayEquals(shuffled(50, 9, 2), windowed(50, 80, 9, 2));
  }

  @Test
  void seedEpochAndWindowDecide() {
    int[] order = windowed(60, 20, 1, 0);
    assertArrayEquals(order, windowed(60, 20, 1, 0));
    assertFalse(Arrays.equals(order, windowed(60, 20, 1, 1)));
    assertFalse(Arrays.equals(order, windowed(60, 20, 2, 0)));
    int[] second = Arrays.stream(order, 20, 40).map(i -> i - 20).toArray();
    assertFalse(Arrays.equals(Arrays.copyOf(order, 20), second));
  }

  /** Each sample of a window of four comes first in about a quarter of the epochs. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void allSamplesOfAWindowComeFirstEquallyOften(int from) {
    int epochs = 4000;
    int[] first = new int[4];
    for (int epoch = 0; epoch < epochs; epoch++) {
      first[windowed(8, 4, 3, epoch)[from] - from]++;
    }
    for (int count : first) {
      assertEquals(epochs / 4.0, count, 150);
    }
  }

  private static int[] shuffled(int size, long seed, int epoch) {
    int[] order = new int[size];
    SampleOrder.shuffled(order, seed, epoch);
    return order;
  }

  private static int[] windowed(int size, int window, long seed, int epoch) {
    int[] order = new int[size];
    SampleOrder.shuffledInWindows(order, window, seed, epoch);
    return order;
  }
}
