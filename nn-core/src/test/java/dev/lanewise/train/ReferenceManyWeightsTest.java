package dev.lanewise.train;

class ReferenceManyWeightsTest extends ManyWeightsContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
