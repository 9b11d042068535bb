package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tiles that are committed are those that {@link TileWriter} writes. {@code -Dlanewise.tiles}
 * writes them anew.
 */
final class TilesTest {
  private static final Path TILES = Path.of("src/main/java/dev/lanewise/simd/RoundTiles.java");

  @Test
  void theTilesAreWhatTheWriterWrites() throws IOException {
    if (System.getProperty("lanewise.tiles") != null) {
      Files.writeString(TILES, TileWriter.text());
    }

    assertEquals(TileWriter.text(), Files.readString(TILES));
  }
}
