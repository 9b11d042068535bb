package dev.lanewise.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.TestSize;
import dev.lanewise.hostile.HostileRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged, foreign and malicious tokenizers, files of tokens and texts in small virtual machines.
 */
class HostileTextsTest {
  @TempDir private Path directory;

  @Test
  void everyFileEndsInAnErrorOfTheLibraryOrAResult() throws Exception {
    int refusals =
        HostileRun.refusals(
            HostileRun.start(directory, List.of(TokenizerCases.class)),
            HostileRun.start(directory, List.of(TextCases.class)));
    assertTrue(refusals > TestSize.of(800, 1500), () -> "only " + refusals + " refusals");
  }
}
