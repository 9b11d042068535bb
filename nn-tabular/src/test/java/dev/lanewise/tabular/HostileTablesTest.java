package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.TestSize;
import dev.lanewise.hostile.HostileRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged, foreign and malicious tables and encoders in small virtual machines. */
class HostileTablesTest {
  @TempDir private Path directory;

  @Test
  void everyFileEndsInAnErrorOfTheLibraryOrAResult() throws Exception {
    int refusals =
        HostileRun.refusals(
            HostileRun.start(directory, List.of(CsvCases.class)),
            HostileRun.start(directory, List.of(EncoderCases.class)),
            HostileRun.start(directory, List.of(SeriesCases.class)));
    assertTrue(refusals > TestSize.of(1000, 1500), () -> "only " + refusals + " refusals");
  }
}
