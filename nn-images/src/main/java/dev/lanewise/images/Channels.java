package dev.lanewise.images;

/** What a pixel holds. */
public enum Channels {
  /** One value, the brightness: 0.299 red + 0.587 green + 0.114 blue, as ITU-R BT.601 has it. */
  GREY(1),
  /** Red, green, blue. */
  RGB(3);

  private final int count;

  Channels(int count) {
    this.count = count;
  }

  /** The values of a pixel. */
  public int count() {
    return count;
  }
}
