package dev.lanewise.examples.cli;

import dev.lanewise.tabular.ColumnType;

/** What to make of the target of a table. */
enum TaskChoice {
  CLASSES(ColumnType.CATEGORY),
  REGRESSION(ColumnType.NUMBER);

  final ColumnType type;

  TaskChoice(ColumnType type) {
    this.type = type;
  }

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
