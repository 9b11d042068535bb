package dev.lanewise.kernels;

import java.util.Arrays;

/**
 * Float arrays by number, that grow to what is asked for. What they hold when they are asked for is
 * undefined, but for what the same user has just left there. Confined to one thread at a time.
 */
public final class Slots {
  private float[][] arrays = new float[0][];

  /** Creates slots that hold nothing yet. */
  Slots() {}

  /**
   * An array of at least {@code length} floats.
   *
   * @param slot which array, from 0; different slots never share memory
   */
  public float[] array(int slot, int length) {
    if (slot >= arrays.length || arrays[slot].length < length) {
      grow(slot, length);
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
