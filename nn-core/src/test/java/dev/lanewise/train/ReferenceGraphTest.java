package dev.lanewise.train;

/** {@link GraphContract} on the reference. */
class ReferenceGraphTest extends GraphContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
