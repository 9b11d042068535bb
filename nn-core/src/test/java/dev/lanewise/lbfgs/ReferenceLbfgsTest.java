package dev.lanewise.lbfgs;

class ReferenceLbfgsTest extends LbfgsContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
