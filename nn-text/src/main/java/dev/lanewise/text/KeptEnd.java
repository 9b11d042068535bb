package dev.lanewise.text;

/** Which tokens of a text are kept that has more than a network takes. */
public enum KeptEnd {
  /** Those at its beginning. */
  FIRST,
  /** Those at its end. */
  LAST
}
