package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged, foreign and malicious files in virtual machines with a heap of 64 MB and
 * stacks of 512 KB. Each must end in an error of the library within 5 seconds of processor time,
 * and those that cannot be told from good ones in a result.
 *
 * <p>Of a model or a checkpoint every flipped bit must be found, that of a name's letter and that
 * of a space included, since the checksum of the header covers its bytes. Of a plain safetensors
 * file, which has no checksums, and of a gzip header only some can be found.
 */
class HostileFilesTest {
  private static final int MINUTES = 3;
  private static final Pattern COUNTS =
      Pattern.compile("(.+): (\\d+) cases, (\\d+) refused, (\\d+) accepted, (\\d+) failed");

  @TempDir private Path directory;

  @Test
  void everyFileEndsInAnErrorOfTheLibraryOrAResult() throws Exception {
    List<Running> children =
        List.of(start("models", "writing", "idx"), start("checkpoints"), start("safetensors"));
    int[] sums = new int[4];
    for (Running child : children) {
      String output = child.output();
      System.out.print(output);
      add(output, sums);
    }
    System.out.printf(
        "hostile files: %d cases, %d refused, %d accepted as allowed, %d failed%n",
        sums[0], sums[1], sums[2], sums[3]);
    assertEquals(0, sums[3]);
    assertEquals(sums[0], sums[1] + sums[2]);
    assertTrue(sums[1] > 25_000, () -> "only " + sums[1] + " refusals");
  }

  private static void add(String output, int[] sums) {
    Matcher counts = COUNTS.matcher(output);
    while (counts.find()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += Integer.parseInt(counts.group(i + 2));
      }
    }
  }

  private record Running(Process process, Path log) {
    String output() throws IOException, InterruptedException {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly().waitFor();
      String output = Files.readString(log);
      assertTrue(ended, () -> "a child runs for ever: " + output);
      assertEquals(0, process.exitValue(), output);
      return output;
    }
  }

  private Running start(String... families) throws IOException {
    Path own = Files.createDirectories(directory.resolve(families[0]));
    Path log = directory.resolve(families[0] + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileProcess.class.getName(),
                own.toString()));
    command.addAll(List.of(families));
    return new Running(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }
}
