package dev.lanewise.bench.cold;

import dev.lanewise.bench.compare.Launch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells a process when it was started, since it cannot know. */
final class Start {
  private static final String VARIABLE = "BENCH_STARTED";
  private static final double NANOS = 1e-9;

  private Start() {}

  /** A process that is started now; the time is in seconds since 1970. */
  static Launch now(List<String> command) {
    Instant now = Instant.now();
    double seconds = now.getEpochSecond() + NANOS * now.getNano();
    return new Launch(command, Map.of(VARIABLE, String.format(Locale.ROOT, "%.6f", seconds)));
  }

  /** In that process: the seconds since then. */
  static double seconds() {
    double micros = 1e6 * Double.parseDouble(System.getenv(VARIABLE));
    Duration since = Duration.between(Instant.EPOCH.plusNanos(1000 * (long) micros), Instant.now());
    return NANOS * since.toNanos();
  }
}
