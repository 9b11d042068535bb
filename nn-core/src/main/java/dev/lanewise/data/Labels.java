package dev.lanewise.data;

import dev.lanewise.DataException;

/** The checks on class indices that the data sets share. */
final class Labels {

  /** Class indices are handed out as floats, which hold every integer below this limit. */
  private static final int LIMIT = 1 << 24;

  private Labels() {}

  /** Copies the labels after checking that there is one for each sample and each is in range. */
  static int[] checked(int[] labels, int samples) {
    int[] copy = labels.clone();
    if (copy.length != samples) {
      throw new DataException(
          ("Expected one label for each of %s samples; "
                  + "found %s labels. Pass the labels of exactly these samples.")
              .formatted(samples, copy.length));
    }
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] < 0 || copy[i] >= LIMIT) {
        throw new DataException(
            ("Label of row %s: expected a class index from 0 to %s; "
                    + "found %s. Number the classes from 0.")
                .formatted(i, LIMIT - 1, copy[i]));
      }
    }
    return copy;
  }

  /** The number of classes that the labels need: the largest one, plus one. */
  static int classes(int[] labels) {
    int largest = 0;
    for (int label : labels) {
      largest = Math.max(largest, label);
    }
    return largest + 1;
  }
}
