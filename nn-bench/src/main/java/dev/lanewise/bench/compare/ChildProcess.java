package dev.lanewise.bench.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs processes, one at a time. */
public final class ChildProcess {
  private static final int TAIL = 2000;

  private ChildProcess() {}

  /** A process failed; the message has the end of what it wrote. */
  public static final class FailedException extends Exception {
    /** A failure, with what is known of it. */
    public FailedException(String message) {
      super(message);
    }
  }

  /**
   * Runs a process to its end.
   *
   * @return the lines of its standard output
   */
  public static List<String> run(Launch launch) throws FailedException {
    try {
      Path errors = Files.createTempFile("lanewise-bench", ".txt");
      try {
        return run(launch, errors);
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new FailedException(launch.command().getFirst() + " could not be run: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted");
    }
  }

  private static List<String> run(Launch launch, Path errors)
      throws IOException, InterruptedException, FailedException {
    ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectError(errors.toFile());
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    if (status != 0) {
      String text = output + Files.readString(errors);
      throw new FailedException(
          "exit status %d:%n%s"
              .formatted(status, text.substring(Math.max(0, text.length() - TAIL))));
    }
    return output.lines().toList();
  }
}
