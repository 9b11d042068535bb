package dev.lanewise.engine;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import java.util.ArrayList;
import java.util.List;

/** All parts of all trained parameters, in the order of memory, and work that is done on each. */
final class GradientParts {

  /**
   * A part of a parameter.
   *
   * @param parameter the index of the parameter among those that are trained
   * @param index which part
   * @param trained the parameter
   * @param begin index in the parameter's memory of the first element
   * @param end index in the parameter's memory behind the last element
   */
  record Part(int parameter, int index, Trained trained, int begin, int end) {

    /** Computes the part's gradient over a batch; an array of the scratch memory begins with it. */
    float[] gradient(int samples, Scratch temporary) {
      return trained.gradient(index, samples, temporary);
    }
  }

  /** What is done with each part, by any worker. */
  interface PartWork {
    void run(Part part, Scratch temporary);
  }

  private final Part[] parts;
  private final Chunks chunks;
  private final Workers workers;

  GradientParts(Kernels kernels, List<Trained> trained, Workers workers) {
    this.workers = workers;
    List<Part> all = new ArrayList<>();
    long size = 0;
    for (int i = 0; i < trained.size(); i++) {
      Trained parameter = trained.get(i);
      for (int index = 0; index < parameter.parts().size(); index++) {
        Slice slice = parameter.parts().get(index);
        all.add(new Part(i, index, parameter, slice.begin(), slice.end()));
      }
      size += parameter.values().size();
    }
    parts = all.toArray(Part[]::new);
    chunks = new Chunks(kernels.tuning(), workers.team().workers(), size, 0, 1);
  }

  /** Work on all parts as a stage. */
  PartStage stage(PartWork work) {
    return new PartStage(work);
  }

  /** Work on all parts, in chunks that depend on what a part costs. */
  final class PartStage implements Stage {
    private final PartWork work;
    private int partsOfChunk = 1;

    private PartStage(PartWork work) {
      this.work = work;
    }

    /** Does the work, of which each part sums over so many rows. */
    void run(int rows) {
      if (parts.length > 0) {
        partsOfChunk = chunks.parts(parts.length, rows);
        workers.team().run(chunks(), this);
      }
    }

    @Override
    public int chunks() {
      return Math.ceilDiv(parts.length, partsOfChunk);
    }

    @Override
    public void run(int chunk, int worker) {
      int to = Math.min((chunk + 1) * partsOfChunk, parts.length);
      for (int i = chunk * partsOfChunk; i < to; i++) {
        work.run(parts[i], workers.scratch()[worker]);
      }
    }
  }
}
