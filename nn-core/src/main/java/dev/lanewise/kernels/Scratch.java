package dev.lanewise.kernels;

import java.util.Arrays;

/**
 * Temporary memory of one worker: a few float arrays that grow to what a kernel asks for and are
 * then reused, so that nothing is allocated in steady state. Contents are undefined from call to
 * call. Confined to one thread at a time.
 */
public final class Scratch {
  private float[][] arrays = new float[0][];

  /** Creates scratch memory that holds nothing yet. */
  public Scratch() {}

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
