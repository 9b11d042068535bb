package dev.lanewise.engine;

import dev.lanewise.kernels.Chunking;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.UnitPass;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a batch: what passes need prepared is the first one, neighbouring passes over rows
 * are one, each pass over units is one of its own. Between stages all workers wait for each other.
 */
final class Stages {
  private final Workers workers;
  private final Stage[] stages;

  /** The stages that do some passes in their order, on the samples of a batch. */
  Stages(List<? extends Pass> passes, Batch batch, Chunking chunking, Workers workers) {
    this.workers = workers;
    List<Stage> all = new ArrayList<>();
    prepare(passes, all);
    List<RowPass> rows = new ArrayList<>();
    for (Pass pass : passes) {
      switch (pass) {
        case RowPass row -> rows.add(row);
        case UnitPass units -> {
          close(rows, all, batch, chunking);
          all.add(new UnitStage(units, batch, workers));
        }
      }
    }
    close(rows, all, batch, chunking);
    stages = all.toArray(Stage[]::new);
  }

  private static void prepare(List<? extends Pass> passes, List<Stage> all) {
    Runnable[] preparations =
        passes.stream()
            .filter(RowPass.class::isInstance)
            .flatMap(pass -> ((RowPass) pass).preparation().stream())
            .toArray(Runnable[]::new);
    if (preparations.length > 0) {
      all.add(new Preparation(preparations));
    }
  }

  private void close(List<RowPass> rows, List<Stage> all, Batch batch, Chunking chunking) {
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

  private record Preparation(Runnable[] parts) implements Stage {
    @Override
    public int chunks() {
      return parts.length;
    }

    @Override
    public void run(int chunk, int worker) {
      parts[chunk].run();
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
