package dev.lanewise.tabular;

/** Narrows values to the floats of a network. */
final class Floats {

  private Floats() {}

  /** The float next to a scaled value, unless that is infinite. */
  static float of(Row row, int index, double scaled) {
    float value = (float) scaled;
    if (!Float.isFinite(value)) {
      throw row.error(
          index,
          "a number that is finite as a float once scaled",
          Place.quoted(row.text(index)),
          "Correct the value, or scale the column before.");
    }
    return value;
  }
}
