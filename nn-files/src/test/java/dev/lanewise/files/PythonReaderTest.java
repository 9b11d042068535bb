package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python reads a model with nothing but its own library, from the specification of the format. */
class PythonReaderTest {
  private static final String LAYERS =
      "layers flatten dense activate dropout gaussian_dropout gaussian_noise dense dense softmax";

  @TempDir private Path directory;

  @Test
  void pythonReadsWhatWasSaved() throws Exception {
    assumeTrue(hasPython(), "no python3 on the path");
    Path file = directory.resolve("model.safetensors");
    Model model = Fixtures.large().initialize(7);
    new ModelFile(model, Fixtures.METADATA).save(file);
    Process python =
        new ProcessBuilder("python3", "src/test/python/read_safetensors.py", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), output);
    List<String> lines = output.lines().toList();
    assertTrue(lines.getFirst().startsWith("metadata lanewise.application "), output);
    assertTrue(lines.contains(LAYERS), output);
    List<NamedParameter> parameters = model.network().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      assertTrue(lines.contains(line(parameters.get(i), model.values(i))), output);
    }
  }

  private static String line(NamedParameter named, float[] values) {
    var parameter = named.parameter();
    StringBuilder line = new StringBuilder("tensor " + named.name() + " ");
    line.append(
        parameter.name().equals("weight")
            ? parameter.rows() + "x" + parameter.cols()
            : "" + parameter.cols());
    for (float value : values) {
      line.append(" %08x".formatted(Float.floatToRawIntBits(value)));
    }
    return line.toString();
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
