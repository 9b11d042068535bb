package dev.lanewise.bench;

import java.nio.file.Path;

/** Where this project lies. */
public final class Project {

  private Project() {}

  /** The project's directory, which the launcher tells. */
  public static Path home() {
    return Path.of(System.getProperty("lanewise.home", "")).toAbsolutePath();
  }

  /** The directory of MNIST's files. */
  public static Path mnist() {
    return home().resolve("nn-examples/src/main/resources/dev/lanewise/examples/mnist");
  }

  /** Where a command writes what it has measured, unless it is told. */
  public static Path output(String command) {
    return home().resolve("nn-bench/target").resolve(command);
  }
}
