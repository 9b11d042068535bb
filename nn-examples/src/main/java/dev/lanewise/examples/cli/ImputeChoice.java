package dev.lanewise.examples.cli;

import dev.lanewise.tabular.Imputation;

/** What stands for missing values of a table. */
enum ImputeChoice {
  NONE(Imputation.REFUSE, Imputation.REFUSE),
  MEAN(Imputation.MEAN, Imputation.OWN_CATEGORY),
  MEDIAN(Imputation.MEDIAN, Imputation.OWN_CATEGORY),
  FREQUENT(Imputation.MOST_FREQUENT, Imputation.MOST_FREQUENT);

  final Imputation ofNumbers;
  final Imputation ofCategories;

  ImputeChoice(Imputation ofNumbers, Imputation ofCategories) {
    this.ofNumbers = ofNumbers;
    this.ofCategories = ofCategories;
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<ImputeChoice> {
    Converter() {
      super(ImputeChoice.class);
    }
  }
}
