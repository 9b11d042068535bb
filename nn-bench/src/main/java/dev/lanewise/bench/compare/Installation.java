package dev.lanewise.bench.compare;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code mvn -Dpeer=NAME package} has built for a peer: its program in {@code classes}, the
 * jars in {@code lib}, and a file {@code ready} from the launcher. Peers know nothing of each
 * other, because they need different versions of the same libraries.
 *
 * @param system name and architecture of the operating system
 */
record Installation(Path directory, String system) {
  private static final String SUPPORTED = "Linux amd64";

  /** The one of a peer in the project's directory, on this system. */
  static Installation of(Path home, String peer) {
    return new Installation(
        home.resolve("nn-bench/target/peers").resolve(peer),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** Why nothing of it can be run; empty if it can. */
  Optional<String> obstacle() {
    if (!system.equals(SUPPORTED)) {
      return Optional.of("it is set up for %s only; this is %s".formatted(SUPPORTED, system));
    }
    return Files.exists(directory.resolve("ready"))
        ? Optional.empty()
        : Optional.of(
            "it is not there; ./nn bench compare --peers %s builds it"
                .formatted(directory.getFileName()));
  }

  /**
   * The peer's program with a task, in a JVM that may use native code.
   *
   * @param program the name of a class of this package
   */
  Launch launch(List<String> flags, String program, Task task, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Java.executable());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-Xms600m");
    command.add("-Xmx600m");
    command.addAll(flags);
    command.add("-cp");
    command.add(directory.resolve("classes") + File.pathSeparator + directory.resolve("lib/*"));
    command.add(Installation.class.getPackageName() + "." + program);
    command.addAll(task.arguments());
    return new Launch(command, environment);
  }
}
