package dev.lanewise.examples.cli;

/** What stands for missing values of a series. */
enum FillChoice {
  NONE,
  LAST;

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<FillChoice> {
    Converter() {
      super(FillChoice.class);
    }
  }
}
