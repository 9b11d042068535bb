package dev.lanewise.bench.gate;

/** What the gate says of a benchmark. */
enum Verdict {
  /** Slower by the minimum effect or more, and that is significant. */
  REGRESSION("REGRESSION"),
  /** Slower by the minimum effect or more, but noise may have done that: more forks can tell. */
  UNCLEAR("unclear"),
  /** Faster by the minimum effect or more, and the interval leaves out zero. */
  FASTER("faster"),
  /** None of these. */
  QUIET("quiet");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
