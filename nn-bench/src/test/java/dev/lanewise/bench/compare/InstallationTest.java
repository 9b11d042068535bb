package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path directory;

  @Test
  void saysWhyItCannotRun() throws IOException {
    Installation here = new Installation(directory, "Linux amd64");
    assertTrue(here.obstacle().orElseThrow().contains(directory.toString()));

    Files.createFile(directory.resolve("ready"));
    assertEquals(Optional.empty(), here.obstacle());
    assertTrue(
        new Installation(directory, "Mac OS X aarch64")
            .obstacle()
            .orElseThrow()
            .contains("Mac OS X aarch64"));
  }

  @Test
  void processSeesItsOwnPeerOnlyAndGetsTheTask() {
    Task task = new Task(Fake.WORKLOAD, Fake.TWO_FAST, 6, Path.of("data"));

    List<String> words =
        new Installation(directory, "Linux amd64")
            .launch(List.of("-Dx=y"), "SomeProcess", task, Map.of())
            .command();

    int classPath = words.indexOf("-cp") + 1;
    assertEquals(
        directory.resolve("classes") + ":" + directory.resolve("lib/*"), words.get(classPath));
    assertEquals("dev.lanewise.bench.compare.SomeProcess", words.get(classPath + 1));
    assertEquals(task.arguments(), words.subList(classPath + 2, words.size()));
  }

  @Test
  void programOfAnyPackageGetsTheOptionsOfThisProcess() {
    List<String> words =
        new Installation(directory, "Linux amd64")
            .launch("some.other.Program", List.of("word"))
            .command();

    assertTrue(words.containsAll(Java.flags()), words.toString());
    int classPath = words.indexOf("-cp") + 1;
    assertTrue(words.get(classPath).startsWith(directory.toString()), words.toString());
    assertEquals(List.of("some.other.Program", "word"), words.subList(classPath + 1, words.size()));
  }
}
