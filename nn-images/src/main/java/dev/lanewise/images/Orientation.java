package dev.lanewise.images;

/**
 * The eight ways to hold a camera, numbered as EXIF does: from 5 on rows and columns are swapped;
 * what is more, rows, columns or both may run backwards.
 */
final class Orientation {
  static final int UPRIGHT = 1;
  private static final int FIRST_SWAPPED = 5;
  private static final int LAST = 8;

  private Orientation() {}

  static int checked(int orientation) {
    return orientation >= UPRIGHT && orientation <= LAST ? orientation : UPRIGHT;
  }

  /** Whether height and width are swapped. */
  static boolean isSwapped(int orientation) {
    return orientation >= FIRST_SWAPPED;
  }

  /**
   * Pixels as they are seen, of pixels as they are stored.
   *
   * @param height as it is seen
   * @param width as it is seen
   */
  static byte[] upright(byte[] stored, int orientation, int height, int width, int channels) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    boolean swapped = isSwapped(orientation);
    boolean rowsBackwards =
        switch (orientation) {
          case 3, 4, 6, 7 -> true;
          default -> false;
        };
    boolean columnsBackwards =
        switch (orientation) {
          case 2, 3, 7, 8 -> true;
          default -> false;
        };
    int rows = swapped ? width : height;
    int columns = swapped ? height : width;
    byte[] seen = new byte[stored.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = swapped ? x : y;
        int column = swapped ? y : x;
        row = rowsBackwards ? rows - 1 - row : row;
        column = columnsBackwards ? columns - 1 - column : column;
        System.arraycopy(
            stored,
            (row * columns + column) * channels,
            seen,
            (y * width + x) * channels,
            channels);
      }
    }
    return seen;
  }
}
