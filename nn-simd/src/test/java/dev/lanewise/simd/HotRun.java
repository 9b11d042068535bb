package dev.lanewise.simd;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of {@link HotKernels} in a fresh virtual machine.
 *
 * @param report what the program says
 * @param log what the virtual machine says
 */
record HotRun(List<String> report, CompilationLog log) {
  /**
   * The first that matches counts. Only C2, because a listing of C1's code is long and says nothing
   * here; and of the tiles and the ruler only their machine code, as they call nothing of ours.
   */
  private static final String DIRECTIVES =
      """
      [{
        match: [
          "dev/lanewise/simd/AffineTiles.*",
          "dev/lanewise/simd/GradientTiles.*",
          "dev/lanewise/simd/InputGradientTiles.*",
          "dev/lanewise/simd/RoundTiles.*",
          "dev/lanewise/simd/RowTiles.*",
          "dev/lanewise/simd/Ruler.multiplyAdds",
          "dev/lanewise/simd/MovingTile.*",
          "dev/lanewise/simd/SpillingTile.*"
        ],
        c2: {PrintAssembly: true}
      }, {
        match: "dev/lanewise/simd/*.*",
        c2: {PrintInlining: true}
      }]
      """;

  /**
   * Starts one.
   *
   * @param flags for the virtual machine, besides the width of this run's vectors
   * @param kernels the ones to run, all if there are none
   */
  static HotRun start(Path directory, List<String> flags, List<String> kernels)
      throws IOException, InterruptedException {
    Path directives = Files.writeString(directory.resolve("directives.json"), DIRECTIVES);
    Path compilations = directory.resolve("compilations.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The width of this run's vectors is one of these arguments.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("-XX:(MaxVectorSize|UseAVX)=.*"))
        .forEach(command::add);
    command.addAll(flags);
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+PrintCompilation",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-DebugNonSafepoints",
            "-XX:CompilerDirectivesFile=" + directives,
            "-cp",
            System.getProperty("java.class.path"),
            HotKernels.class.getName()));
    command.addAll(kernels);
    Process process = new ProcessBuilder(command).redirectOutput(compilations.toFile()).start();
    List<String> report =
        process.errorReader().lines().filter(line -> !line.contains("incubator")).toList();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join("\n", report));
    }
    return new HotRun(report, CompilationLog.of(Files.readAllLines(compilations)));
  }
}
