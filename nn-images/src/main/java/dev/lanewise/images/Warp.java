package dev.lanewise.images;

/**
 * Moves the pixels of an image: flips, turns, zooms and shifts it. For each new pixel it looks
 * where that was: a flip and a shift by whole pixels copy, everything else interpolates. One thread
 * at a time.
 */
final class Warp {
  private final Augmentation augmentation;
  private final int height;
  private final int width;
  private final int channels;
  private final float[] fill;

  /** Old coordinates of a new pixel, from the middle of the image: linear functions. */
  private double downOfDown;

  private double downOfAcross;
  private double acrossOfDown;
  private double acrossOfAcross;
  private double shiftDown;
  private double shiftAcross;

  Warp(Augmentation augmentation, int height, int width, int channels) {
    this.augmentation = augmentation;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.fill = new float[channels];
    for (int c = 0; c < channels; c++) {
      fill[c] = augmentation.fill().get(augmentation.fill().size() == 1 ? 0 : c);
    }
  }

  /** What is filled, by channel. */
  float[] fill() {
    return fill;
  }

  /** Moves an image from the start of one array to a place in another. */
  void run(long key, float[] source, float[] target, int at) {
    boolean flipped = augmentation.flip() && Draws.coin(key, Draws.FLIP);
    boolean upsideDown = augmentation.flipVertically() && Draws.coin(key, Draws.FLIP_VERTICALLY);
    int cropDown = Draws.within(augmentation.crop(), key, Draws.CROP_DOWN);
    int cropAcross = Draws.within(augmentation.crop(), key, Draws.CROP_ACROSS);
    if (augmentation.shift() == 0 && augmentation.rotation() == 0 && augmentation.zoom() == 0) {
      copy(source, target, at, upsideDown, flipped, cropDown, cropAcross);
      return;
    }
    shiftDown = cropDown + height * Draws.within(augmentation.shift(), key, Draws.SHIFT_DOWN);
    shiftAcross = cropAcross + width * Draws.within(augmentation.shift(), key, Draws.SHIFT_ACROSS);
    double angle =
        Draws.within(augmentation.rotation(), key, Draws.ROTATION) * (StrictMath.PI / 180);
    double scale = 1 / (1 + Draws.within(augmentation.zoom(), key, Draws.ZOOM));
    double cosine = Angles.cosine(angle) * scale;
    double sine = Angles.sine(angle) * scale;
    downOfDown = upsideDown ? -cosine : cosine;
    downOfAcross = upsideDown ? sine : -sine;
    acrossOfDown = flipped ? -sine : sine;
    acrossOfAcross = flipped ? -cosine : cosine;
    interpolate(source, target, at);
  }

  private void copy(
      float[] source,
      float[] target,
      int at,
      boolean upsideDown,
      boolean flipped,
      int down,
      int across) {
    Border border = augmentation.border();
    int to = at;
    for (int y = 0; y < height; y++) {
      int row = flip(y - down, height, upsideDown);
      int line = border.place(row, height);
      for (int x = 0; x < width; x++) {
        int column = border.place(flip(x - across, width, flipped), width);
        boolean filled = line < 0 || column < 0;
        float[] from = filled ? fill : source;
        int start = filled ? 0 : (line * width + column) * channels;
        for (int c = 0; c < channels; c++) {
          target[to++] = from[start + c];
        }
      }
    }
  }

  private static int flip(int place, int size, boolean flipped) {
    return flipped ? size - 1 - place : place;
  }

  private void interpolate(float[] source, float[] target, int at) {
    double middleDown = (height - 1) / 2.0;
    double middleAcross = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      double v = y - middleDown - shiftDown;
      for (int x = 0; x < width; x++) {
        double u = x - middleAcross - shiftAcross;
        double row = downOfDown * v + downOfAcross * u + middleDown;
        double column = acrossOfDown * v + acrossOfAcross * u + middleAcross;
        interpolate(source, row, column, target, at + (y * width + x) * channels);
      }
    }
  }

  private void interpolate(float[] source, double row, double column, float[] target, int at) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    float down = (float) (row - top);
    float across = (float) (column - left);
    int line0 = augmentation.border().place(top, height);
    int line1 = augmentation.border().place(top + 1, height);
    int column0 = augmentation.border().place(left, width);
    int column1 = augmentation.border().place(left + 1, width);
    for (int c = 0; c < channels; c++) {
      float upper =
          mixed(value(source, line0, column0, c), value(source, line0, column1, c), across);
      float lower =
          mixed(value(source, line1, column0, c), value(source, line1, column1, c), across);
      target[at + c] = mixed(upper, lower, down);
    }
  }

  private float value(float[] source, int line, int column, int channel) {
    return line < 0 || column < 0
        ? fill[channel]
        : source[(line * width + column) * channels + channel];
  }

  /** Exactly the first for a share of 0, and between both for others. */
  private static float mixed(float first, float second, float share) {
    return first * (1 - share) + second * share;
  }
}
