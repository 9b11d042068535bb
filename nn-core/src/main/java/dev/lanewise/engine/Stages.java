package dev.lanewise.engine;

import dev.lanewise.kernels.Chunking;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.UnitPass;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a batch: neighbouring passes over rows are one stage, each pass over units is one
 * of its own. Between stages all workers wait for each other.
 */
final class Stages {
  private final Workers workers;
  private final Chunking chunking;
  private final Stage[] stages;

  /** The stages that do some passes in their order, on the samples of a batch. */
  Stages(List<? extends Pass> passes, Batch batch, Chunking chunking, Workers workers) {
    this.workers = workers;
    this.chunking = chunking;
    List<Stage> all = new ArrayList<>();
    List<RowPass> rows = new ArrayList<>();
    for (Pass pass : passes) {
      switch (pass) {
        case RowPass row -> rows.add(row);
        case UnitPass units -> {
          close(rows, all, batch);
          all.add(new UnitStage(units, batch, workers));
        }
      }
    }
    close(rows, all, batch);
    stages = all.toArray(Stage[]::new);
  }

  private void close(List<RowPass> rows, List<Stage> all, Batch batch) {
    if (!rows.isEmpty()) {
      all.add(new RowStage(Blocks.of(rows, chunking), batch, workers));
      rows.clear();
    }
  }

  void run() {
    for (Stage stage : stages) {
      workers.team().run(stage.chunks(), stage);
    }
  }

  private record RowStage(RowPass[] passes, Batch batch, Workers workers) implements Stage {
    @Override
    public int chunks() {
      return batch.chunks();
    }

    @Override
    public void run(int chunk, int worker) {
      int from = batch.firstRow(chunk);
      int to = batch.endRow(chunk);
      for (RowPass pass : passes) {
        pass.run(from, to, workers.scratch()[worker]);
      }
    }
  }

  private record UnitStage(UnitPass pass, Batch batch, Workers workers) implements Stage {
    @Override
    public int chunks() {
      return pass.parts();
    }

    @Override
    public void run(int part, int worker) {
      pass.run(part, batch.samples(), workers.scratch()[worker]);
    }
  }
}
