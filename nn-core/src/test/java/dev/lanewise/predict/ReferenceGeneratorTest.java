package dev.lanewise.predict;

class ReferenceGeneratorTest extends GeneratorContract {
  @Override
  protected String backend() {
    return "reference";
  }
}
