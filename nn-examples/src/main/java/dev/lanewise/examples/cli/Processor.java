package dev.lanewise.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The name of the processor, where the system tells. */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** The model's name. */
  static Optional<String> name() {
    return linux()
        .or(Processor::mac)
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")));
  }

  private static Optional<String> linux() {
    try (Stream<String> lines = Files.lines(LINUX)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> mac() {
    if (!System.getProperty("os.name", "").startsWith("Mac")) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder("/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string").start();
      try (InputStream output = process.getInputStream()) {
        String name = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
