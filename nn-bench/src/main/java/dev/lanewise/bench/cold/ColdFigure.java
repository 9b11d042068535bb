package dev.lanewise.bench.cold;

/** What a process tells; the Python program uses the same names. */
enum ColdFigure {
  /** Seconds from the start of the process to the end of the first epoch. */
  FIRST("first epoch's end"),
  /** Seconds of an epoch, the median of all but the first. */
  WARM("warm epoch"),
  /** Seconds from the start of the process until so many test images are recognised. */
  GOAL("goal"),
  /** Epochs until then. */
  EPOCHS("epochs to goal"),
  /** The most memory that was resident, in MiB; told by Linux only. */
  MEMORY("peak memory");

  /** The goal: the share of the test images. */
  static final double ACCURACY = 0.97;

  private final String label;

  ColdFigure(String label) {
    this.label = label;
  }

  /** The name of the figure. */
  String label() {
    return label;
  }

  /** The name with the threads that were used. */
  String label(int threads) {
    return threads(threads) + ", " + label;
  }

  /** Threads in words. */
  static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }
}
