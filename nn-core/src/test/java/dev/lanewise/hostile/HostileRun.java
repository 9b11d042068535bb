package dev.lanewise.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.TestSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A virtual machine with a heap of 64 MB and stacks of 512 KB, in which files do what they can.
 * Each must end in an error of the library within 5 seconds of processor time, and those that
 * cannot be told from good ones in a result.
 */
public final class HostileRun {
  private static final int MINUTES = 3;
  private static final Pattern COUNTS =
      Pattern.compile("(.+): (\\d+) cases, (\\d+) refused, (\\d+) accepted, (\\d+) failed");

  private final Process process;
  private final Path log;

  private HostileRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the families in a directory of their own under that one. */
  public static HostileRun start(Path directory, List<Class<? extends HostileFiles>> families)
      throws IOException {
    Path own = Files.createTempDirectory(directory, "hostile");
    Path log = own.resolve("log");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                TestSize.option(),
                "-cp",
                System.getProperty("java.class.path"),
                HostileProcess.class.getName(),
                own.toString()));
    families.stream().map(Class::getName).forEach(command::add);
    return new HostileRun(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /**
   * Waits for the runs, prints how their cases ended, and fails unless all ended well.
   *
   * @return the number of cases that were refused
   */
  public static int refusals(HostileRun... runs) throws IOException, InterruptedException {
    int[] sums = new int[4];
    for (HostileRun run : runs) {
      String output = run.output();
      System.out.print(output);
      add(output, sums);
    }
    System.out.printf(
        "hostile files: %d cases, %d refused, %d accepted as allowed, %d failed%n",
        sums[0], sums[1], sums[2], sums[3]);
    assertEquals(0, sums[3]);
    assertEquals(sums[0], sums[1] + sums[2]);
    return sums[1];
  }

  private static void add(String output, int[] sums) {
    Matcher counts = COUNTS.matcher(output);
    while (counts.find()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += Integer.parseInt(counts.group(i + 2));
      }
    }
  }

  private String output() throws IOException, InterruptedException {
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    String output = Files.readString(log);
    assertTrue(ended, () -> "a child runs for ever: " + output);
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
