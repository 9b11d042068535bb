package dev.lanewise.layers;

import dev.lanewise.SettingException;

/**
 * What recurrent layers have in common.
 *
 * @param units numbers of the state of one direction, at least 1
 * @param direction which way the sequence is read
 * @param output what leaves the layer
 * @param lengths whether the second input is the number of valid steps of each sample
 * @param initialState whether the last input is the state before the first step
 * @param carriedRows rows of a batch whose state goes on from batch to batch in training; 0 for
 *     none
 */
public record Recurrence(
    int units,
    Direction direction,
    Output output,
    boolean lengths,
    boolean initialState,
    int carriedRows) {

  /** Which way a sequence is read. */
  public enum Direction {
    /** From the first step to the last. */
    FORWARD,
    /** From the last valid step to the first. */
    REVERSE,
    /** Both ways, with parameters for each; what they give lies side by side, forward first. */
    BOTH;

    /** The number of ways. */
    int count() {
      return this == BOTH ? 2 : 1;
    }
  }

  /** What leaves a recurrent layer. */
  public enum Output {
    /** The state after each step, {@code (time, units)}; zeros behind the end of a sample. */
    SEQUENCE,
    /** The state after the last step that was read, {@code (units)}. */
    LAST,
    /**
     * All that another layer of this kind needs to go on, {@code (units)}; of a long short-term
     * memory the state and then the cell, {@code (2 units)}.
     */
    STATE
  }

  /** With more, the weights of the state would not fit an array by far. */
  private static final int MOST_UNITS = 1 << 24;

  /** Checks the numbers. */
  public Recurrence {
    if (units < 1 || units > MOST_UNITS) {
      throw new SettingException(
          "A recurrent layer: units must be from 1 to %s; found %s.".formatted(MOST_UNITS, units));
    }
    int most = Integer.MAX_VALUE / 2 / units;
    if (carriedRows < 0 || carriedRows > most) {
      throw new SettingException(
          "A recurrent layer: rows whose state is carried must be from 0 to %s, with %s units; found %s."
              .formatted(most, units, carriedRows));
    }
    if (carriedRows > 0 && (direction != Direction.FORWARD || initialState)) {
      throw new SettingException(
          "A recurrent layer whose state is carried from batch to batch must read forward, and have no other state to begin with; found %s%s."
              .formatted(direction, initialState ? " with an initial state" : ""));
    }
  }

  /** A layer whose state is not carried. */
  public Recurrence(
      int units, Direction direction, Output output, boolean lengths, boolean initialState) {
    this(units, direction, output, lengths, initialState, 0);
  }

  /** Forward, the state after each step, without further inputs. */
  public Recurrence(int units) {
    this(units, Direction.FORWARD, Output.SEQUENCE, false, false);
  }

  Recurrence with(Direction other) {
    return new Recurrence(units, other, output, lengths, initialState, carriedRows);
  }

  Recurrence with(Output other) {
    return new Recurrence(units, direction, other, lengths, initialState, carriedRows);
  }

  Recurrence withLengths() {
    return new Recurrence(units, direction, output, true, initialState, carriedRows);
  }

  Recurrence withInitialState() {
    return new Recurrence(units, direction, output, lengths, true, carriedRows);
  }

  Recurrence withCarriedRows(int rows) {
    return new Recurrence(units, direction, output, lengths, initialState, rows);
  }

  /** How many inputs the layer has. */
  int inputs() {
    return 1 + (lengths ? 1 : 0) + (initialState ? 1 : 0);
  }

  /** Columns of what leaves the layer at a step, or at all. */
  int outputs(int states) {
    return direction.count() * units * (output == Output.STATE ? states : 1);
  }
}
