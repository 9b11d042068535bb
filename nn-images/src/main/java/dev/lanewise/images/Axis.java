package dev.lanewise.images;

/**
 * Which pixels of a line make those of a longer or shorter one: each of the new is a weighted sum
 * of neighbours in the old one.
 *
 * @param first the first old pixel of each new one
 * @param weights of the old pixels of each new one, which add up to 1
 */
record Axis(int[] first, double[][] weights) {

  /**
   * A part of a line on so many pixels. A shorter line takes means over the area of each new pixel,
   * a longer one interpolates between the centres of pixels and repeats the outermost; one of the
   * same length is the same.
   *
   * @param from the first old pixel
   * @param count how many old pixels, at least 1
   * @param size how many new pixels, at least 1
   */
  static Axis of(int from, int count, int size) {
    int[] first = new int[size];
    double[][] weights = new double[size][];
    for (int i = 0; i < size; i++) {
      if (size <= count) {
        first[i] = (int) ((long) i * count / size);
        weights[i] = area(i, first[i], count, size);
      } else {
        // The centre of the new pixel, in pixels of the old line.
        double centre = Math.clamp((i + 0.5) * count / size - 0.5, 0, count - 1);
        first[i] = (int) centre;
        double share = centre - first[i];
        weights[i] = share == 0 ? new double[] {1} : new double[] {1 - share, share};
      }
      first[i] += from;
    }
    return new Axis(first, weights);
  }

  /** Overlaps are whole numbers when an old pixel is {@code size} long and a new one count. */
  private static double[] area(int pixel, int first, int count, int size) {
    long start = (long) pixel * count;
    long end = start + count;
    int last = (int) ((end - 1) / size);
    double[] weights = new double[last - first + 1];
    for (int i = 0; i < weights.length; i++) {
      long old = (long) (first + i) * size;
      long overlap = Math.min(end, old + size) - Math.max(start, old);
      weights[i] = overlap / (double) count;
    }
    return weights;
  }

  int size() {
    return first.length;
  }
}
