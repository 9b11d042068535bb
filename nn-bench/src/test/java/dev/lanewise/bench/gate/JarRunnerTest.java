package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarRunnerTest {
  @TempDir private Path directory;

  @Test
  void whatIsNoJarFailsWithWhatJavaSaysOfIt() throws Exception {
    Path jar = Files.writeString(directory.resolve("no.jar"), "no jar");
    StringWriter progress = new StringWriter();
    JarRunner runner =
        new JarRunner(
            Map.of(Version.NEW, jar), List.of(), directory, 12, new PrintWriter(progress, true));
    UnusableInput failure = assertThrows(UnusableInput.class, () -> runner.run(Version.NEW, 2));
    assertTrue(failure.toString().contains("no.jar failed: "), failure.toString());
    assertEquals("fork 2-new of 12", progress.toString().strip());
    assertTrue(Files.size(directory.resolve("2-new.txt")) > 0);
  }
}
