package dev.lanewise.train;

class ReferenceLbfgsTest extends LbfgsContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
