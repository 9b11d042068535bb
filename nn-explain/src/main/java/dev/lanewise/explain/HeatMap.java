package dev.lanewise.explain;

/**
 * A number for each position of an image or of a layer's map. Immutable by convention.
 *
 * @param values row by row
 */
public record HeatMap(int height, int width, float[] values) {

  /** The largest of the values; at least 0. */
  public float largest() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /**
   * The map at another size, between the centres of its positions in straight lines, as images are
   * enlarged.
   */
  public HeatMap resized(int toHeight, int toWidth) {
    float[] resized = new float[toHeight * toWidth];
    for (int y = 0; y < toHeight; y++) {
      float v = place(y, height, toHeight);
      for (int x = 0; x < toWidth; x++) {
        resized[y * toWidth + x] = between(v, place(x, width, toWidth));
      }
    }
    return new HeatMap(toHeight, toWidth, resized);
  }

  private static float place(int at, int size, int newSize) {
    return Math.clamp((at + 0.5f) * size / newSize - 0.5f, 0, size - 1);
  }

  private float between(float v, float h) {
    int top = (int) v;
    int left = (int) h;
    int bottom = Math.min(top + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    float above = mixed(values[top * width + left], values[top * width + right], h - left);
    float below = mixed(values[bottom * width + left], values[bottom * width + right], h - left);
    return mixed(above, below, v - top);
  }

  private static float mixed(float a, float b, float share) {
    return a + (b - a) * share;
  }
}
