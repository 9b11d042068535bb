package dev.lanewise.images;

/** What lies beyond the edges of an image that is shifted, turned or made smaller. */
public enum Border {
  /** The fill of the augmentation. */
  FILL,
  /** The outermost pixels, again and again: {@code aaa|abcd|ddd}. */
  EDGE,
  /** The image, mirrored: {@code cba|abcd|dcb}. */
  REFLECT;

  /** The pixel of a line that is seen at a place; -1 for the fill. */
  int place(int at, int size) {
    if (at >= 0 && at < size) {
      return at;
    }
    return switch (this) {
      case FILL -> -1;
      case EDGE -> at < 0 ? 0 : size - 1;
      case REFLECT -> {
        int folded = Math.floorMod(at, 2 * size);
        yield folded < size ? folded : 2 * size - 1 - folded;
      }
    };
  }
}
