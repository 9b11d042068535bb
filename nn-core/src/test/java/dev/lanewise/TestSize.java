package dev.lanewise;

/**
 * How much tests try: as much as somebody waits for, or everything with {@code
 * -Dlanewise.tests=all}, as continuous integration does.
 */
public final class TestSize {
  private static final String PROPERTY = "lanewise.tests";
  private static final String ALL = "all";

  private TestSize() {}

  /** The second of two numbers if everything is to be tried, otherwise the first. */
  public static int of(int usual, int all) {
    return ALL.equals(System.getProperty(PROPERTY)) ? all : usual;
  }

  /** The option that lets another virtual machine try as much as this one. */
  public static String option() {
    return "-D" + PROPERTY + "=" + System.getProperty(PROPERTY, "");
  }
}
