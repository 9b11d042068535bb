package dev.lanewise.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** Arrays whose axes come in another order. */
final class Axes {

  private Axes() {}

  /**
   * Where the numbers of an array with permuted axes come from.
   *
   * @param extents of the array as it is, outermost first
   * @param order the axes of the other array, as axes of this one
   */
  static IntUnaryOperator permuted(List<Integer> extents, List<Integer> order) {
    int axes = order.size();
    int[] size = new int[axes];
    int[] step = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      size[axis] = extents.get(order.get(axis));
      step[axis] = extents.stream().skip(order.get(axis) + 1L).reduce(1, (a, b) -> a * b);
    }
    return index -> {
      int rest = index;
      int source = 0;
      for (int axis = axes - 1; axis >= 0; axis--) {
        source += rest % size[axis] * step[axis];
        rest /= size[axis];
      }
      return source;
    };
  }

  /** Where the numbers of the transposed array come from. */
  static IntUnaryOperator transposed(int rows, int cols) {
    return index -> index % rows * cols + index / rows;
  }

  /** The order in which the last axis, of channels, comes first. */
  static List<Integer> channelsFirst(int axes) {
    return Stream.concat(Stream.of(axes - 1), Stream.iterate(0, i -> i + 1).limit(axes - 1L))
        .toList();
  }

  /** A list of these extents, then those, then others. */
  static List<Integer> join(List<Integer> first, List<Integer> second, List<Integer> third) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    all.addAll(third);
    return all;
  }
}
