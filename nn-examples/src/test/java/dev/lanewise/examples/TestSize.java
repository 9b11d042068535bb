package dev.lanewise.examples;

/** How much tests try: everything with {@code -Dlanewise.tests=all}, as in nn-core's tests. */
final class TestSize {
  private TestSize() {}

  /** The second of two numbers if everything is to be tried, otherwise the first. */
  static int of(int usual, int all) {
    return "all".equals(System.getProperty("lanewise.tests")) ? all : usual;
  }
}
