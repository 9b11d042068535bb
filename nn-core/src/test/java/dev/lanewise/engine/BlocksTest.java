package dev.lanewise.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.nn.spi.RowPass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Shape IMAGE = Shape.of(4, 4, 2);
  private static final Shape VECTOR = Shape.of(32);

  private final List<String> runs = new ArrayList<>();

  private RowPass pass(String name, Shape value) {
    return Blocks.of(
        List.of(value), (from, to, scratch) -> runs.add("%s %s-%s".formatted(name, from, to)));
  }

  private List<String> run(int block, int from, int to, RowPass... passes) {
    Chunking known = new ReferenceKernels().tuning().chunking();
    Chunking chunking =
        new Chunking(
            known.worthwhile(),
            known.cached(),
            known.mostRows(),
            known.rowsByUnits(),
            known.rowStep(),
            known.activations(),
            block);
    for (RowPass pass : Blocks.of(List.of(passes), chunking)) {
      pass.run(from, to, new Scratch());
    }
    return runs;
  }

  @Test
  void someImagesGoThroughAllNeighboursBeforeTheNextOnes() {
    assertEquals(
        List.of("a 3-5", "b 3-5", "a 5-7", "b 5-7", "a 7-8", "b 7-8"),
        run(2 * 32, 3, 8, pass("a", IMAGE), pass("b", IMAGE)));
  }

  @Test
  void layersWithoutPositionsTakeAllRowsAtOnce() {
    assertEquals(
        List.of("a 0-1", "a 1-2", "b 0-2", "c 0-1", "c 1-2"),
        run(32, 0, 2, pass("a", IMAGE), pass("b", VECTOR), pass("c", IMAGE)));
  }

  @Test
  void anImageThatIsTooLargeIsABlockOfItsOwn() {
    assertEquals(List.of("a 0-1", "a 1-2"), run(1, 0, 2, pass("a", IMAGE)));
  }

  /** Gradients that neighbouring samples share begin where their sharing does. */
  @Test
  void blocksBeginAtMultiplesOfTheLargestStep() {
    RowPass inFours =
        Blocks.of(
            List.of(IMAGE),
            RowPass.inSteps(4, (from, to, scratch) -> runs.add("four %s-%s".formatted(from, to))));
    assertEquals(
        List.of("a 0-4", "four 0-4", "a 4-8", "four 4-8", "a 8-10", "four 8-10"),
        run(6 * 32, 0, 10, pass("a", IMAGE), inFours));
  }

  /** What wants sixteen rows at once does not force as many on its neighbours. */
  @Test
  void passesOfLargeStepsTakeAllRowsOfAChunk() {
    RowPass inSixteens =
        Blocks.of(
            List.of(IMAGE),
            RowPass.inSteps(16, (from, to, scratch) -> runs.add("many %s-%s".formatted(from, to))));
    assertEquals(
        List.of("a 0-8", "a 8-16", "a 16-20", "many 0-20", "b 0-8", "b 8-16", "b 16-20"),
        run(8 * 32, 0, 20, pass("a", IMAGE), inSixteens, pass("b", IMAGE)));
  }
}
