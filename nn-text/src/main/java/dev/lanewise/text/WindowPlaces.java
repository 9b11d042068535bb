package dev.lanewise.text;

import dev.lanewise.random.Seeds;

/** Where the windows of a text begin, counted from the start of its part. */
sealed interface WindowPlaces {

  /** How many windows there are. */
  long windows();

  /** Where a window begins. */
  long place(int window);

  /** Those of an epoch. */
  default WindowPlaces inEpoch(long seed, int epoch) {
    return this;
  }

  /** One after the other. */
  record Consecutive(long windows, int stride) implements WindowPlaces {
    @Override
    public long place(int window) {
      return (long) window * stride;
    }
  }

  /** Anywhere, each window on its own. */
  record Anywhere(long windows, long places, long key) implements WindowPlaces {
    /** Keeps these numbers apart from all others that come of the seed of a training. */
    private static final long STREAM = 0x4c616e6554657874L;

    @Override
    public long place(int window) {
      return Math.unsignedMultiplyHigh(Seeds.mix(key, window), places);
    }

    @Override
    public WindowPlaces inEpoch(long seed, int epoch) {
      return new Anywhere(windows, places, Seeds.mix(Seeds.mix(seed, STREAM), epoch));
    }
  }

  /** In each row of a batch one after the other; the rows share the text evenly. */
  record InRows(int rows, long perRow, int context) implements WindowPlaces {
    @Override
    public long windows() {
      return rows * perRow;
    }

    @Override
    public long place(int window) {
      return (window % rows * perRow + window / rows) * context;
    }
  }
}
