package dev.lanewise.kernels;

import dev.lanewise.ShapeException;
import java.util.ArrayList;
import java.util.List;

/**
 * How windows lie along one axis of an image: window {@code i} has its tap {@code j} at position
 * {@code i stride + j dilation - before}. What lies outside of the image is its border.
 *
 * @param size positions of the image, at least 1
 * @param kernel taps of a window, at least 1
 * @param stride distance of neighbouring windows, at least 1
 * @param dilation distance of neighbouring taps, at least 1
 * @param before how far in front of the image the first window begins; negative if inside of it
 * @param windows how many windows there are, at least 1
 */
public record Axis(int size, int kernel, int stride, int dilation, int before, int windows) {
  /** Positions that indices can tell apart. */
  private static final int MOST = Integer.MAX_VALUE - 1;

  /**
   * Every {@code step}-th position of an image, from {@code first}, whose gradients come from the
   * same taps: every {@code tapStep}-th from {@code firstTap}. Their gradients are windows on the
   * gradient of the output, with the taps in descending order.
   *
   * @param first the first such position
   * @param step their distance: the stride of the windows
   * @param firstTap the lowest of their taps
   * @param tapStep the distance of their taps
   * @param windows as many windows as there are such positions, on the gradient of the output;
   *     empty if no tap reaches them
   */
  public record Residue(
      int first, int step, int firstTap, int tapStep, int positions, List<Axis> windows) {

    /** Copies the list. */
    public Residue {
      windows = List.copyOf(windows);
    }
  }

  /** Checks the numbers. */
  public Axis {
    if (size < 1 || kernel < 1 || stride < 1 || dilation < 1 || windows < 1) {
      throw new ShapeException(
          "Windows of %s taps, stride %s and dilation %s on %s positions: all must be at least 1, and so must the number of windows; found %s."
              .formatted(kernel, stride, dilation, size, windows));
    }
    long span = (kernel - 1L) * dilation + 1;
    long last = (windows - 1L) * stride + span;
    if (span > MOST || last > MOST || last - before > MOST || -(long) before > MOST) {
      throw new ShapeException(
          "windows of %s positions, %s apart, on %s positions and a border: all together must be less than 2^31 - 1 positions."
              .formatted(span, stride, size));
    }
  }

  /**
   * As many windows as fit into the image and its border.
   *
   * @param before positions of the border in front of the image
   * @param after positions of the border behind it
   * @throws ShapeException if not even one fits
   */
  public static Axis of(int size, int kernel, int stride, int dilation, int before, int after) {
    long span = (kernel - 1L) * dilation + 1;
    long room = (long) size + before + after - span;
    if (room < 0) {
      throw new ShapeException(
          "windows of %s positions do not fit into %s and a border of %s; use a smaller kernel, less dilation or more padding."
              .formatted(span, size, (long) before + after));
    }
    long windows = Math.min(room / Math.max(1, stride) + 1, Integer.MAX_VALUE);
    return new Axis(size, kernel, stride, dilation, before, (int) windows);
  }

  /** Where a tap of a window lies; outside of {@code [0, size)} it is in the border. */
  public int position(int window, int tap) {
    return window * stride + tap * dilation - before;
  }

  /** Whether a position is in the image. */
  public boolean contains(int position) {
    return position >= 0 && position < size;
  }

  /** Positions from the first tap of a window to its last. */
  public int span() {
    return (kernel - 1) * dilation + 1;
  }

  /** The positions of the image, by the taps that reach them, in order of their first one. */
  public List<Residue> residues() {
    int divisor = gcd(stride, dilation);
    int tapStep = stride / divisor;
    List<Residue> residues = new ArrayList<>();
    for (int first = 0; first < Math.min(stride, size); first++) {
      int positions = (size - first - 1) / stride + 1;
      int tap = 0;
      while (tap < Math.min(tapStep, kernel)
          && Math.floorMod(first + before - tap * dilation, stride) != 0) {
        tap++;
      }
      if (tap >= Math.min(tapStep, kernel)) {
        residues.add(new Residue(first, stride, 0, tapStep, positions, List.of()));
        continue;
      }
      int taps = (kernel - 1 - tap) / tapStep + 1;
      int spread = dilation / divisor;
      // The first position's window begins with its highest tap.
      int highest = tap + (taps - 1) * tapStep;
      int begin = Math.floorDiv(first + before - highest * dilation, stride);
      Axis axis = new Axis(windows, taps, 1, spread, -begin, positions);
      residues.add(new Residue(first, stride, tap, tapStep, positions, List.of(axis)));
    }
    return residues;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
