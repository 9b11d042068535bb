package dev.lanewise.bench.turns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The peers' classes and shared libraries, which the Maven profile {@code peers} installs. */
public final class Peers {
  private static final String SYSTEM = "Linux amd64";

  private Peers() {}

  /** Why they cannot run here; empty if they can. */
  public static Optional<String> obstacle() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals(SYSTEM)) {
      return Optional.of("they are set up for %s only; this is %s".formatted(SYSTEM, system));
    }
    return Files.isDirectory(natives())
        ? Optional.empty()
        : Optional.of("this build is without peers (Maven profile peers)");
  }

  /** The directory of the shared libraries. */
  public static Path natives() {
    return Path.of(System.getProperty("lanewise.natives", "natives"));
  }
}
