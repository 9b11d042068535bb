package dev.lanewise.text;

import java.util.Arrays;

/** Numbers in an array that grows. */
final class TokenList {
  /** Java arrays of more elements than this cannot be relied on. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private int[] values = new int[4];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, (int) Math.min(LONGEST, 2L * size));
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  void clear() {
    size = 0;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
