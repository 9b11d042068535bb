package dev.lanewise.examples.cli;

import dev.lanewise.tabular.UnknownCategory;

/** What to make of categories that the training rows did not have. */
enum UnknownChoice {
  ERROR(UnknownCategory.REFUSE),
  OWN(UnknownCategory.ZEROS),
  FREQUENT(UnknownCategory.MOST_FREQUENT);

  final UnknownCategory rule;

  UnknownChoice(UnknownCategory rule) {
    this.rule = rule;
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<UnknownChoice> {
    Converter() {
      super(UnknownChoice.class);
    }
  }
}
