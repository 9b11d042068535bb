package dev.lanewise.schedule;

/** The optimizer's own rate throughout. */
public record Constant() implements Schedule {
  @Override
  public double factor(long step) {
    return 1;
  }
}
