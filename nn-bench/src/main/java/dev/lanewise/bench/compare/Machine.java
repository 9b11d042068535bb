package dev.lanewise.bench.compare;

import dev.lanewise.kernels.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/** What the numbers depend on. */
public final class Machine {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** What there is to know, in the order to print it. */
  public static Map<String, String> describe() {
    Backends.Selection selection = Backends.select();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("CPU", processor());
    facts.put("cores", Runtime.getRuntime().availableProcessors() + " (as the JVM sees them)");
    facts.put("vectors", FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put(
        "JDK",
        "%s, %s, %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.vm.name")));
    facts.put("flags", String.join(" ", flags()));
    facts.put(
        "backend",
        "%s (%s), %s"
            .formatted(
                selection.backend().name(), selection.backend().description(), selection.reason()));
    return facts;
  }

  /** The options of Java without those that only say where this project lies. */
  private static Iterable<String> flags() {
    return Java.flags().stream().filter(flag -> !flag.startsWith("-Dlanewise.home=")).toList();
  }

  /** The name of the processor, or of its architecture where the system does not tell. */
  static String processor() {
    return modelName()
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElseGet(() -> System.getProperty("os.arch"));
  }

  private static Optional<String> modelName() {
    try (Stream<String> lines = Files.lines(LINUX)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
