package dev.lanewise.kernels;

import java.util.Arrays;

/**
 * Float arrays by number, that grow to what is asked for. What they hold when they are asked for is
 * undefined, but for what the same user has just left there. Confined to one thread at a time.
 */
public final class Slots {
  /**
   * Floats behind what is asked for, as behind the rows of {@link dev.lanewise.Matrix#allocate}. A
   * vector that ends beyond an array makes the Vector API check its mask lane by lane, which is
   * slow, and allocates where the compiler took it for rare.
   */
  private static final int SLACK = 16;

  private float[][] arrays = new float[0][];

  /** Creates slots that hold nothing yet. */
  Slots() {}

  /**
   * An array of at least {@code length} floats, and long enough for a full vector at any of them.
   *
   * @param slot which array, from 0; different slots never share memory
   */
  public float[] array(int slot, int length) {
    int needed = Math.addExact(length, SLACK);
    if (slot >= arrays.length || arrays[slot].length < needed) {
      grow(slot, needed);
    }
    return arrays[slot];
  }

  private void grow(int slot, int length) {
    int known = arrays.length;
    if (slot >= known) {
      arrays = Arrays.copyOf(arrays, slot + 1);
      Arrays.fill(arrays, known, slot + 1, new float[0]);
    }
    arrays[slot] = new float[length];
  }
}
