package dev.lanewise.images;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.TestSize;
import dev.lanewise.hostile.HostileRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged, foreign and malicious images in a small virtual machine. */
class HostileImagesTest {
  @TempDir private Path directory;

  @Test
  void everyFileEndsInAnErrorOfTheLibraryOrAResult() throws Exception {
    int refusals = HostileRun.refusals(HostileRun.start(directory, List.of(ImageCases.class)));
    assertTrue(refusals > TestSize.of(1500, 4000), () -> "only " + refusals + " refusals");
  }
}
