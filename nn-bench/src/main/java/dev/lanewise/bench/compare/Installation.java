package dev.lanewise.bench.compare;

import dev.lanewise.bench.Project;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code mvn -Dpeer=NAME package} has built for a peer: its program in {@code classes}, the
 * jars in {@code lib}, for some of them shared libraries in {@code natives}, and a file {@code
 * ready} from the launcher. Peers know nothing of each other, because they need different versions
 * of the same libraries.
 *
 * @param system name and architecture of the operating system
 */
public record Installation(Path directory, String system) {
  private static final String SUPPORTED = "Linux amd64";
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  /** The one of a peer in the project's directory, on this system. */
  public static Installation of(String peer) {
    return new Installation(
        Project.home().resolve("nn-bench/target/peers").resolve(peer),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** Why nothing of it can be run; empty if it can. */
  public Optional<String> obstacle() {
    if (!system.equals(SUPPORTED)) {
      return Optional.of("it is set up for %s only; this is %s".formatted(SUPPORTED, system));
    }
    return Files.exists(directory.resolve("ready"))
        ? Optional.empty()
        : Optional.of(
            "%s is not there or not complete; ./nn bench builds it, or says why it cannot"
                .formatted(directory));
  }

  /** The directory of the shared libraries that were unpacked. */
  public Path natives() {
    return directory.resolve("natives");
  }

  /**
   * The peer's program with a task, in a JVM that may use native code.
   *
   * @param program the name of a class of this package
   */
  Launch launch(List<String> flags, String program, Task task, Map<String, String> environment) {
    String main = Installation.class.getPackageName() + "." + program;
    return launch(flags, main, task.arguments(), environment);
  }

  Launch launch(
      List<String> flags, String main, List<String> arguments, Map<String, String> environment) {
    List<String> all =
        new ArrayList<>(List.of(NATIVE_ACCESS, "-XX:+UseSerialGC", "-Xms600m", "-Xmx600m"));
    all.addAll(flags);
    return new Launch(Java.command(all, classPath(), main, arguments), environment);
  }

  /**
   * A program of the peer, by the full name of its class, in a JVM with the options of this one.
   */
  public Launch launch(String main, List<String> arguments) {
    List<String> flags = new ArrayList<>(Java.flags());
    flags.add(NATIVE_ACCESS);
    return new Launch(Java.command(flags, classPath(), main, arguments), Map.of());
  }

  private String classPath() {
    return directory.resolve("classes") + File.pathSeparator + directory.resolve("lib/*");
  }
}
