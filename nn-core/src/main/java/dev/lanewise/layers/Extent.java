package dev.lanewise.layers;

import dev.lanewise.SettingException;

/**
 * A height and a width in pixels: of a kernel, or from one window or tap to the next.
 *
 * @param height along the first axis of an image, at least 1
 * @param width along its second axis, at least 1
 */
public record Extent(int height, int width) {

  /** Checks both. */
  public Extent {
    if (height < 1 || width < 1) {
      throw new SettingException(
          "Extent: height and width must be at least 1; found %s x %s.".formatted(height, width));
    }
  }

  /** A square. */
  public static Extent of(int size) {
    return new Extent(size, size);
  }

  @Override
  public String toString() {
    return height + " x " + width;
  }
}
