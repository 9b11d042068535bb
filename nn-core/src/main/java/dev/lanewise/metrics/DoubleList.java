package dev.lanewise.metrics;

import java.util.Arrays;

/** A growing array of numbers. */
final class DoubleList {
  private static final int INITIAL_CAPACITY = 64;

  private double[] values = new double[INITIAL_CAPACITY];
  private int size;

  void add(double value) {
    reserve(1);
    values[size++] = value;
  }

  void addAll(DoubleList other) {
    int count = other.size;
    reserve(count);
    System.arraycopy(other.values, 0, values, size, count);
    size += count;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > values.length) {
      values = Arrays.copyOf(values, (int) Math.max(needed, Math.min(2L * size, 1 << 30)));
    }
  }

  int size() {
    return size;
  }

  /** A sorted copy. */
  double[] sorted() {
    double[] copy = Arrays.copyOf(values, size);
    Arrays.sort(copy);
    return copy;
  }
}
