package dev.lanewise.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The most memory that this process has occupied so far. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB_OF_A_MB = 1024;

  private PeakMemory() {}

  /** As Linux tells it, in MB; NaN on other systems. */
  public static double megabytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_OF_A_MB)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
