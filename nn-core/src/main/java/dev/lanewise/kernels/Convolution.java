package dev.lanewise.kernels;

/**
 * The geometry of a convolution. Channels and units are cut into groups, each of which sees its own
 * channels only.
 *
 * <p>The weights of all groups lie one below the other: row {@code group depth + tap channels +
 * channel} (taps and channels of a group) of as many columns as a group has units.
 *
 * @param windows on the input; their channels are those of all groups
 * @param units channels of the output
 * @param groups divides channels and units
 */
public record Convolution(Windows windows, int units, int groups) {

  /** The channels of a group. */
  public int groupChannels() {
    return windows.channels() / groups;
  }

  /** The units of a group. */
  public int groupUnits() {
    return units / groups;
  }

  /** The weights of a unit: taps times the channels of a group. */
  public int depth() {
    return windows.taps() * groupChannels();
  }

  /** The rows of the matrix of weights. */
  public int weightRows() {
    return groups * depth();
  }

  /** The floats of an output image. */
  public int outputSize() {
    return windows.count() * units;
  }
}
