package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A date as numbers: the scaled day, and where in the year and in the week it is, each as sine and
 * cosine, so that December is next to January; with times also where in the day.
 *
 * @param column the name of the column
 * @param notation how dates are written; those in memory may also be objects of {@code java.time}
 * @param time whether the time of the day is an input
 * @param scale how days since 1970 are scaled
 * @param replacement the day that stands for a missing one; if empty, missing dates are errors
 */
public record DateFeature(
    String column,
    DateNotation notation,
    boolean time,
    NumberScale.Standard scale,
    OptionalDouble replacement)
    implements Feature {
  private static final double YEAR = 365.25;
  private static final int WEEK = 7;

  /** The inputs that tell a phase: its sine and its cosine. */
  private static final int PHASE = 2;

  /** The weekday of the first day of 1970, a Thursday, counted from Monday. */
  private static final int FIRST_WEEKDAY = 3;

  /** Checks that the replacement is a day. */
  public DateFeature {
    if (!(Math.abs(replacement.orElse(0)) < DateNotation.FARTHEST)) {
      throw new DataException(
          "Column %s: expected a day to replace missing dates; found %s. Fit again."
              .formatted(Place.quoted(column), replacement.orElse(0)));
    }
  }

  @Override
  public int width() {
    return time ? 1 + 3 * PHASE : 1 + 2 * PHASE;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(column));
    addPhase(names, "year");
    addPhase(names, "week");
    if (time) {
      addPhase(names, "day");
    }
    return names;
  }

  private void addPhase(List<String> names, String period) {
    names.add(column + " " + period + " sine");
    names.add(column + " " + period + " cosine");
  }

  @Override
  public void encode(Row row, int index, float[] inputs, int at) {
    double exact = days(row, index);
    double day = Math.floor(exact);
    double hours = time ? exact - day : 0;
    int ofYear = LocalDate.ofEpochDay((long) day).getDayOfYear() - 1;
    int ofWeek = Math.floorMod((long) day + FIRST_WEEKDAY, WEEK);
    inputs[at] = Floats.of(row, index, scale.apply(day + hours));
    setPhase((ofYear + hours) / YEAR, inputs, at + 1);
    setPhase((ofWeek + hours) / WEEK, inputs, at + 1 + PHASE);
    if (time) {
      setPhase(hours, inputs, at + 1 + 2 * PHASE);
    }
  }

  private double days(Row row, int index) {
    return row.isMissing(index)
        ? replacement.orElseThrow(() -> row.missingError(index))
        : row.date(index, notation);
  }

  private static void setPhase(double turns, float[] inputs, int at) {
    inputs[at] = (float) StrictMath.sin(2 * Math.PI * turns);
    inputs[at + 1] = (float) StrictMath.cos(2 * Math.PI * turns);
  }
}
