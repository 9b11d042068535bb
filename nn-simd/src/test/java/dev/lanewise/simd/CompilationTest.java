package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels must be compiled to vector code in every start of the virtual machine. A method that C1
 * cannot compile is compiled without a profile by C2, which then boxes vectors in some starts and
 * not in others; hence fresh virtual machines, more than one of each kind with {@code
 * -Dlanewise.tests=all}, and both symptoms. With the options that the project recommends, C2
 * compiles after so few calls that the profile is a short one.
 *
 * <p>And tiles and the ruler must keep their accumulators in registers, each in its own, which is
 * seen in their machine code.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class CompilationTest {
  /** With each set of options; as every build starts them anew, more would tell little more. */
  private static final int STARTS = 1;

  private static final boolean X86_64 =
      Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

  private static final String SPILLING = "SpillingTile::sum";
  private static final String MOVING = "MovingTile::sum";
  private static final String RULER = "Ruler::multiplyAdds";

  /** AVX2 has 16 vector registers, AVX-512 has 32, for narrow vectors too. */
  private static final int AVX2 = 2;

  /** With 16 registers, tiles of more than 12 accumulators cannot but spill. */
  private static final Set<String> TOO_LARGE_FOR_AVX2 =
      Set.of(
          "AffineTiles::rows12",
          "AffineTiles::rows8",
          "GradientTiles::rows12",
          "RoundTiles::product12",
          "RoundTiles::windowGradient12");

  private final List<HotRun> runs = new ArrayList<>();

  @BeforeAll
  void runHotKernels(@TempDir Path directory) throws IOException, InterruptedException {
    for (int i = 0; i < STARTS; i++) {
      runs.add(HotRun.start(directory, List.of(), List.of()));
    }
    String recommended = "@" + Path.of("..", "java.options").toAbsolutePath();
    for (int i = 0; i < STARTS; i++) {
      runs.add(HotRun.start(directory, List.of(recommended), List.of()));
    }
  }

  @Test
  void noKernelAllocates() {
    for (HotRun run : runs) {
      assertEquals(List.of(HotKernels.DONE), run.report());
    }
  }

  @Test
  void noCompilerGivesUp() {
    for (HotRun run : runs) {
      assertEquals(List.of(), run.log().failures());
    }
  }

  @Test
  void everyVectorMethodEndsInC2() {
    for (HotRun run : runs) {
      Set<String> others = ModuleClasses.vectorMethods();
      others.removeAll(run.log().compiledByC2());
      assertEquals(Set.of(), others, "below C2, or not run by HotKernels");
    }
  }

  /**
   * Seen where tiles run by themselves. What other kernels do with masked loads changes what C2
   * knows of the Vector API's methods, and then the tiles with masks may need the stack.
   */
  @Test
  void accumulatorsStayInRegisters(@TempDir Path directory)
      throws IOException, InterruptedException {
    requireMachineCode();
    Set<String> tooLarge = useAvx() > AVX2 ? Set.of() : TOO_LARGE_FOR_AVX2;
    HotRun run = HotRun.start(directory, List.of(), HotKernels.TILES);
    assertTiles(run, Machine.vectorBits(), tooLarge);
  }

  @Test
  void accumulatorsStayInRegistersOfAvx2(@TempDir Path directory)
      throws IOException, InterruptedException {
    requireMachineCode();
    assumeTrue(useAvx() > AVX2, "this machine has no more than AVX2, so all runs are such ones");
    HotRun run = HotRun.start(directory, List.of("-XX:UseAVX=" + AVX2), HotKernels.TILES);
    assertTiles(run, Math.min(Machine.vectorBits(), 256), TOO_LARGE_FOR_AVX2);
  }

  private void requireMachineCode() {
    assumeTrue(X86_64, "machine code is understood on x86-64 only");
    assumeTrue(
        runs.getFirst().log().machineCode().values().stream().anyMatch(code -> code.length > 0),
        "the virtual machine prints no machine code (with hsdis it prints assembly instead)");
  }

  /**
   * Every tile is there and multiplies whole vectors in a loop; and those that keep vectors on the
   * stack or copy them between registers meanwhile are the planted ones, which prove that it is
   * seen, and those expected.
   */
  private static void assertTiles(HotRun run, int bits, Set<String> tooLarge) {
    Map<String, List<FmaLoop>> loops = new TreeMap<>();
    run.log().machineCode().forEach((name, code) -> loops.put(simple(name), FmaLoop.of(code)));
    assertEquals(tiles(), loops.keySet());
    Set<String> spilling = new TreeSet<>();
    Set<String> moving = new TreeSet<>();
    loops.forEach((name, of) -> {
      Set<Integer> widths = of.stream().map(FmaLoop::vectorBits).collect(Collectors.toSet());
      assertEquals(Set.of(bits), widths, () -> "widths of the loops of " + name + ": " + of);
      if (of.stream().anyMatch(loop -> loop.spills() > 0)) {
        spilling.add(name);
      }
      if (of.stream().anyMatch(loop -> loop.moves() > 0)) {
        moving.add(name);
      }
    });
    Set<String> expected = new TreeSet<>(tooLarge);
    expected.add(SPILLING);
    assertEquals(expected, spilling, () -> "spilling, of " + loops);
    moving.removeAll(tooLarge);
    assertEquals(Set.of(MOVING), moving, () -> "moving, of " + loops);
    // Chains that C2 took for the same would be one.
    assertTrue(
        loops.getOrDefault(RULER, List.of()).stream()
            .allMatch(loop -> loop.fmas() % Ruler.CHAINS == 0),
        () -> RULER + ": " + loops.get(RULER));
  }

  private static Set<String> tiles() {
    return Stream.concat(
            ModuleClasses.vectorMethods().stream()
                .map(CompilationTest::simple)
                .filter(name -> name.contains("Tiles::")),
            Stream.of(SPILLING, MOVING, RULER))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name of a method without package and size. */
  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1, name.indexOf(' '));
  }

  private static int useAvx() {
    return Integer.parseInt(
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("UseAVX")
            .getValue());
  }
}
