package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernels.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which backend runs, and why: a silent fallback would be the worst of bugs. */
final class SimdBackendTest {

  @Test
  void isChosenWhereItCanRun() {
    assertEquals("simd", Backends.select().backend().name());
  }

  @Test
  void hasTheWidthThatThisRunAskedFor() {
    String bits = System.getProperty("lanewise.test.vectorBits", "preferred");
    if (!bits.equals("preferred")) {
      assertEquals(Integer.parseInt(bits), Machine.vectorBits());
    }
    assertTrue(Backends.select().backend().description().contains(Machine.vectorBits() + "-bit"));
  }

  @Test
  void declinesWithoutTheIncubatorModule() throws IOException, InterruptedException {
    String chosen = chosenIn(List.of());
    assertTrue(chosen.startsWith("reference: "), chosen);
    assertTrue(chosen.contains("--add-modules jdk.incubator.vector"), chosen);
  }

  @Test
  void declinesWithoutC2() throws IOException, InterruptedException {
    for (String flag : List.of("-Xint", "-XX:TieredStopAtLevel=1")) {
      String chosen = chosenIn(List.of("--add-modules", "jdk.incubator.vector", flag));
      assertTrue(chosen.startsWith("reference: "), chosen);
    }
  }

  @Test
  void declinesWithoutFusedMultiplyAdd() throws IOException, InterruptedException {
    String chosen = chosenIn(List.of("--add-modules", "jdk.incubator.vector", "-XX:-UseFMA"));
    assertTrue(chosen.startsWith("reference: "), chosen);
    assertTrue(chosen.contains("fused multiply-add"), chosen);
  }

  private static String chosenIn(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PrintChoice.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> output = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor());
    return output.getLast();
  }

  /** Prints the chosen backend and the reason. */
  static final class PrintChoice {
    private PrintChoice() {}

    public static void main(String[] arguments) {
      Backends.Selection choice = Backends.select();
      System.out.println(choice.backend().name() + ": " + choice.reason());
    }
  }
}
