package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels must be compiled to vector code in every start of the virtual machine. A method that C1
 * cannot compile is compiled without a profile by C2, which then boxes vectors in some starts and
 * not in others; hence fresh virtual machines, more than one, and both symptoms.
 */
final class CompilationTest {
  private static final String OURS = "dev.lanewise.simd";

  @TempDir private Path directory;

  @RepeatedTest(3)
  void everyKernelIsCompiledToVectorCode() throws IOException, InterruptedException {
    Path compilations = directory.resolve("compilations.txt");
    List<String> report = runHotKernels(compilations);
    assertEquals(List.of(HotKernels.DONE), report, () -> String.join("\n", report));
    List<String> lines = Files.readAllLines(compilations);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains(OURS)), "no compilations were printed");
    assertEquals(List.of(), lines.stream().filter(CompilationTest::isFailureOfOurs).toList());
  }

  private static boolean isFailureOfOurs(String line) {
    return line.contains(OURS)
        && (line.contains("COMPILE SKIPPED") || line.contains("made not compilable"));
  }

  /** Returns what the program says; the virtual machine's own lines go to the file. */
  private static List<String> runHotKernels(Path compilations)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The width of this run's vectors is one of these arguments.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:MaxVectorSize"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+PrintCompilation",
            "-cp",
            System.getProperty("java.class.path"),
            HotKernels.class.getName()));
    Process process = new ProcessBuilder(command).redirectOutput(compilations.toFile()).start();
    List<String> report =
        process.errorReader().lines().filter(line -> !line.contains("incubator")).toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", report));
    return report;
  }
}
