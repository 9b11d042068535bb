package dev.lanewise.engine;

import dev.lanewise.Shape;
import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Wiring.Work;
import dev.lanewise.nn.spi.RowPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts neighbouring passes over images and sequences together, so that some samples go through all
 * of them while they are in a cache, and then the next ones. Layers without positions take all rows
 * of a chunk at once instead, since they read all their weights for each call; and so do passes
 * that want more rows at once than others would like. A matter of speed only, as rows do not depend
 * on each other.
 */
final class Blocks {
  private final Chunking chunking;
  private final List<RowPass> passes = new ArrayList<>();
  private final List<OfPositions> together = new ArrayList<>();

  private Blocks(Chunking chunking) {
    this.chunking = chunking;
  }

  /**
   * A pass over samples of several positions.
   *
   * @param floats of a sample that the pass reads and writes
   */
  record OfPositions(RowPass pass, int floats) implements RowPass {
    @Override
    public void run(int from, int to, Scratch scratch) {
      pass.run(from, to, scratch);
    }

    @Override
    public int step() {
      return pass.step();
    }

    @Override
    public Optional<Runnable> preparation() {
      return pass.preparation();
    }
  }

  /** Passes that some rows go through together. */
  private record Block(RowPass[] passes, int rows) implements RowPass {
    @Override
    public void run(int from, int to, Scratch scratch) {
      for (int first = from; first < to; first += rows) {
        int end = Math.min(first + rows, to);
        for (RowPass pass : passes) {
          pass.run(first, end, scratch);
        }
      }
    }
  }

  /** The pass of an operation, with what a sample takes there if it has several positions. */
  static RowPass of(Work work, RowPass pass) {
    List<Shape> shapes = new ArrayList<>(work.inputs());
    shapes.add(work.output());
    return of(shapes, pass);
  }

  /** A pass on some values, with what a sample takes there if it has several positions. */
  static RowPass of(List<Shape> values, RowPass pass) {
    return values.stream().anyMatch(value -> value.positions() > 1)
        ? new OfPositions(pass, values.stream().mapToInt(Shape::size).sum())
        : pass;
  }

  /** The same work in the same order for each row. */
  static RowPass[] of(List<RowPass> passes, Chunking chunking) {
    Blocks blocks = new Blocks(chunking);
    for (RowPass pass : passes) {
      if (pass instanceof OfPositions part && part.step() <= chunking.rowStep()) {
        blocks.together.add(part);
      } else {
        blocks.close();
        blocks.passes.add(pass);
      }
    }
    blocks.close();
    return blocks.passes.toArray(RowPass[]::new);
  }

  private void close() {
    if (!together.isEmpty()) {
      int most = together.stream().mapToInt(OfPositions::floats).max().orElse(1);
      int step = together.stream().mapToInt(OfPositions::step).max().orElse(1);
      int rows = Math.max(1, chunking.block() / most / step) * step;
      passes.add(new Block(together.stream().map(OfPositions::pass).toArray(RowPass[]::new), rows));
      together.clear();
    }
  }
}
