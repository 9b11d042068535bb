package dev.lanewise.train;

final class ReferenceExchangeTest extends ExchangeContract {

  @Override
  protected String backend() {
    return "reference";
  }
}
