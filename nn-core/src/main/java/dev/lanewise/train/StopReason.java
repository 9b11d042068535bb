package dev.lanewise.train;

/** Why {@link Trainer#fit} returned. */
public enum StopReason {
  /** All epochs are done. */
  COMPLETED,
  /** {@link Trainer#cancel} was called, or the thread was interrupted. */
  CANCELLED,
  /** Nothing has improved for long enough. */
  NO_IMPROVEMENT,
  /** The time is used up. */
  TIME_BUDGET,
  /** The steps are used up. */
  STEP_BUDGET,
  /** The loss or a parameter became NaN or infinite; the last good parameters are back. */
  DIVERGED
}
