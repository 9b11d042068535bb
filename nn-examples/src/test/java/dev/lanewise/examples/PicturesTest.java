package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Matrix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples draw on machines whose screen cannot be reached, such as over a broken SSH tunnel. */
class PicturesTest {

  /** What a JVM of its own draws. */
  static final class Draws {
    private Draws() {}

    public static void main(String[] args) {
      Path to = Path.of(args[0]);
      Drawings.draw(to, 1);
      PngFile.write(PixelGrid.draw(Matrix.allocate(1, 4), 1, true), to.resolve("grid.png"));
    }
  }

  @Test
  void noScreenIsNeeded(@TempDir Path directory) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Draws.class.getName(),
            directory.toString());
    program.environment().put("DISPLAY", ":77");
    Process process = program.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    assertEquals("", printed);
    for (String file : new String[] {"disc/0.png", "square/0.png", "grid.png"}) {
      assertEquals(0x89, Files.readAllBytes(directory.resolve(file))[0] & 0xff);
    }
  }
}
