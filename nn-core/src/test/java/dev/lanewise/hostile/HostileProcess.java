package dev.lanewise.hostile;

import dev.lanewise.FileException;
import dev.lanewise.LanewiseException;
import dev.lanewise.hostile.HostileCase.Expected;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hostile cases one after the other in a small virtual machine, each on a watch, and
 * prints how many there were and how they ended.
 */
final class HostileProcess {
  /** Processor time of a case; on a busy machine it may take longer. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final int MOST_SECONDS = 60;
  private static final int LONGEST_MESSAGE = 2000;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final Path directory;
  private final Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();
  private long slowest;

  private HostileProcess(Path directory) {
    this.directory = directory;
  }

  /** How a case ended. */
  private enum Outcome {
    REFUSED,
    ACCEPTED,
    FAILED
  }

  /** Runs the families of these classes in a directory: its name, then theirs. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    HostileProcess process = new HostileProcess(Path.of(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Constructor<?> family = Class.forName(arguments[i]).getDeclaredConstructor();
      family.setAccessible(true);
      process.run(((HostileFiles) family.newInstance()).all());
    }
    process.report();
    process.worker.shutdown();
  }

  private void run(Stream<HostileCase> cases) {
    for (Iterator<HostileCase> all = cases.iterator(); all.hasNext(); ) {
      HostileCase next = all.next();
      long start = System.nanoTime();
      Outcome outcome = outcome(next);
      slowest = Math.max(slowest, System.nanoTime() - start);
      counts
          .computeIfAbsent(next.family(), name -> new EnumMap<>(Outcome.class))
          .merge(outcome, 1, Integer::sum);
    }
  }

  private Outcome outcome(HostileCase next) {
    Future<?> running =
        worker.submit(() -> {
          next.action().run(directory);
          return "";
        });
    try {
      if (!ends(running)) {
        failed(next, "still running after " + LIMIT);
        Runtime.getRuntime().halt(1);
      }
      return next.expected() == Expected.REFUSED ? failed(next, "accepted") : Outcome.ACCEPTED;
    } catch (ExecutionException e) {
      return ended(next, e.getCause());
    } catch (InterruptedException e) {
      return failed(next, "interrupted");
    }
  }

  private static boolean ends(Future<?> running) throws ExecutionException, InterruptedException {
    Duration start = processorTime();
    for (int seconds = 0; seconds < MOST_SECONDS; seconds++) {
      try {
        running.get(1, TimeUnit.SECONDS);
        return true;
      } catch (TimeoutException e) {
        if (processorTime().minus(start).compareTo(LIMIT) > 0) {
          return false;
        }
      }
    }
    return false;
  }

  /** That of the whole process, garbage collection included. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Outcome ended(HostileCase next, @Nullable Throwable cause) {
    if (!(cause instanceof LanewiseException refusal)) {
      return failed(next, String.valueOf(cause));
    }
    if (next.expected() == Expected.ACCEPTED) {
      return failed(next, "refused: " + refusal.getMessage());
    }
    return isReadable(refusal) ? Outcome.REFUSED : failed(next, refusal.getMessage());
  }

  /** Whether a message is short, says everything and has no control characters of the file. */
  private static boolean isReadable(LanewiseException refusal) {
    String message = Objects.requireNonNullElse(refusal.getMessage(), "");
    boolean complete =
        !(refusal instanceof FileException e)
            || !(e.file().isBlank()
                || e.section().isBlank()
                || e.expected().isBlank()
                || e.found().isBlank()
                || e.remedy().isBlank());
    return complete
        && message.contains("expected ")
        && message.contains("found ")
        && message.length() <= LONGEST_MESSAGE
        && message.codePoints().noneMatch(Character::isISOControl);
  }

  private static Outcome failed(HostileCase failed, String how) {
    System.out.println("FAILED " + failed.family() + ", " + failed.name() + ": " + how);
    return Outcome.FAILED;
  }

  private void report() {
    counts.forEach((family, ends) ->
        System.out.printf(
            Locale.ROOT,
            "%s: %d cases, %d refused, %d accepted, %d failed%n",
            family,
            ends.values().stream().mapToInt(Integer::intValue).sum(),
            ends.getOrDefault(Outcome.REFUSED, 0),
            ends.getOrDefault(Outcome.ACCEPTED, 0),
            ends.getOrDefault(Outcome.FAILED, 0)));
    System.out.printf(Locale.ROOT, "slowest: %d ms%n", slowest / 1_000_000);
  }
}
