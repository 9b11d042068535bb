package dev.lanewise.kernels;

import java.util.Arrays;

/**
 * What each position of a new axis is made of: the terms {@code [begins[i], begins[i + 1])} of
 * position {@code i}, each a position of the old axis and its weight. The arrays are not copied and
 * must not be changed.
 *
 * @param size positions of the old axis
 * @param begins one more than there are new positions
 * @param positions of the old axis, for each term
 * @param weights for each term
 */
public record Interpolation(int size, int[] begins, int[] positions, float[] weights) {

  /** Each position repeated. */
  public static Interpolation nearest(int size, int factor) {
    int[] begins = new int[size * factor + 1];
    int[] positions = new int[size * factor];
    float[] weights = new float[size * factor];
    Arrays.setAll(begins, i -> i);
    Arrays.setAll(positions, i -> i / factor);
    Arrays.fill(weights, 1);
    return new Interpolation(size, begins, positions, weights);
  }

  /**
   * Linear between the middles of positions: new position {@code i} is at {@code (i + 1/2) / factor
   * - 1/2}; beyond the first and the last middle there is their value.
   */
  public static Interpolation linear(int size, int factor) {
    int[] begins = new int[size * factor + 1];
    int[] positions = new int[2 * size * factor];
    float[] weights = new float[2 * size * factor];
    int term = 0;
    for (int i = 0; i < size * factor; i++) {
      double at = Math.clamp((i + 0.5) / factor - 0.5, 0, size - 1);
      int below = (int) at;
      float share = (float) (at - below);
      positions[term] = below;
      weights[term] = 1 - share;
      term++;
      if (share > 0) {
        positions[term] = below + 1;
        weights[term] = share;
        term++;
      }
      begins[i + 1] = term;
    }
    return new Interpolation(
        size, begins, Arrays.copyOf(positions, term), Arrays.copyOf(weights, term));
  }

  /** The number of new positions. */
  public int count() {
    return begins.length - 1;
  }

  /** The way back of gradients: what each old position has given, in order of the new ones. */
  public Interpolation transposed() {
    int[] starts = new int[size + 1];
    for (int position : positions) {
      starts[position + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] back = new int[positions.length];
    float[] shares = new float[positions.length];
    for (int i = 0; i < count(); i++) {
      for (int term = begins[i]; term < begins[i + 1]; term++) {
        int to = next[positions[term]]++;
        back[to] = i;
        shares[to] = weights[term];
      }
    }
    return new Interpolation(count(), starts, back, shares);
  }
}
