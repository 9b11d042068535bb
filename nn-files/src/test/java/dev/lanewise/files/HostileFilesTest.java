package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.TestSize;
import dev.lanewise.hostile.HostileRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged, foreign and malicious files in small virtual machines.
 *
 * <p>Of a model or a checkpoint every flipped bit must be found, that of a name's letter and that
 * of a space included, since the checksum of the header covers its bytes. Of a plain safetensors
 * file, which has no checksums, and of a gzip header only some can be found.
 */
class HostileFilesTest {
  @TempDir private Path directory;

  @Test
  void everyFileEndsInAnErrorOfTheLibraryOrAResult() throws Exception {
    int refusals =
        HostileRun.refusals(
            HostileRun.start(
                directory,
                List.of(
                    ModelCases.class,
                    GraphCases.class,
                    LayerCases.class,
                    SequenceCases.class,
                    NetworkFileCases.class,
                    WritingCases.class,
                    IdxCases.class)),
            HostileRun.start(directory, List.of(CheckpointCases.class)),
            HostileRun.start(directory, List.of(SafetensorsCases.class)));
    assertTrue(refusals > TestSize.of(10_000, 25_000), () -> "only " + refusals + " refusals");
  }
}
