package dev.lanewise.train;

class ReferenceTrainingTest extends TrainingContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
