package dev.lanewise.examples.cli;

/** What to make of the target of a table. */
enum TaskChoice {
  CLASSES,
  REGRESSION;

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<TaskChoice> {
    Converter() {
      super(TaskChoice.class);
    }
  }
}
