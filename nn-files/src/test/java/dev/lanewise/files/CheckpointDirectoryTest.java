package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.SettingException;
import dev.lanewise.train.TrainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
  @TempDir private Path parent;
  private CheckpointDirectory checkpoints = new CheckpointDirectory(Path.of(""));

  @BeforeEach
  void name() {
    checkpoints = new CheckpointDirectory(parent.resolve("run").resolve("checkpoints"));
  }

  private static TrainerState state(long seed) {
    return Fixtures.state(Fixtures.SMALL.initialize(seed));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(checkpoints.directory())) {
      return files.map(Path::getFileName).map(Path::toString).sorted().toList();
    }
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
  }

  @Test
  void aDirectoryThatDoesNotExistIsEmpty() {
    assertEquals(new Recovery(Optional.empty(), List.of()), checkpoints.last());
  }

  @Test
  void theLastTwoAndTheBestAreKept() throws IOException {
    for (int i = 1; i <= 4; i++) {
      checkpoints.save(state(i));
    }
    checkpoints.saveBest(state(5));
    checkpoints.saveBest(state(6));
    assertEquals(
        List.of("best-000002.safetensors", "last-000003.safetensors", "last-000004.safetensors"),
        names());
    CheckpointTest.assertSame(state(4), checkpoints.last().found().orElseThrow().state());
    CheckpointTest.assertSame(state(6), checkpoints.best().found().orElseThrow().state());
    assertEquals(List.of(), checkpoints.last().skipped());
  }

  @Test
  void aDamagedOneIsReplacedByTheOneBeforeAndTold() throws IOException {
    checkpoints.save(state(1));
    Path newest = checkpoints.save(state(2));
    cut(newest);
    Recovery recovery = checkpoints.last();
    CheckpointTest.assertSame(state(1), recovery.found().orElseThrow().state());
    assertEquals(1, recovery.skipped().size());
    assertEquals(newest, recovery.skipped().getFirst().file());
    assertTrue(recovery.skipped().getFirst().reason().getMessage().contains("cut off"));
    assertEquals("last-000003.safetensors", checkpoints.save(state(3)).getFileName() + "");
  }

  @Test
  void allDamagedIsToldToo() throws IOException {
    cut(checkpoints.save(state(1)));
    cut(checkpoints.save(state(2)));
    Recovery recovery = checkpoints.last();
    assertTrue(recovery.found().isEmpty());
    assertEquals(2, recovery.skipped().size());
  }

  @Test
  void whatInterruptedSavesLeaveIsIgnoredAndCleaned() throws IOException {
    checkpoints.save(state(1));
    Path left = checkpoints.directory().resolve(".last-000002.safetensors.1-2-3.tmp");
    Files.writeString(left, "half");
    Files.writeString(checkpoints.directory().resolve("notes.txt"), "mine");
    Files.writeString(checkpoints.directory().resolve("last-x.safetensors"), "mine");
    assertEquals(List.of(), checkpoints.last().skipped());
    checkpoints.save(state(2));
    assertEquals(
        List.of(
            "last-000001.safetensors",
            "last-000002.safetensors",
            "last-x.safetensors",
            "notes.txt"),
        names());
  }

  @Test
  void atLeastOneIsKept() {
    assertError(SettingException.class, () -> new CheckpointDirectory(parent, 0), "at least 1");
  }
}
