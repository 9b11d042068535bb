package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.UnitPass;
import java.util.List;
import java.util.stream.IntStream;

/** The forward pass of {@link Dense}, cut by units: a part for each worker, of whole panels. */
final class DenseUnits implements UnitPass {
  private final BatchColumns columns;
  private final List<DenseForward> parts;

  DenseUnits(
      TrainingBinding at, Activation activation, Matrix preActivation, BatchColumns columns) {
    int count = Math.min(at.workers(), at.parameter(Dense.WEIGHT).count());
    this.columns = columns;
    this.parts =
        IntStream.range(0, count)
            .mapToObj(part -> new DenseForward(at, activation, preActivation, part, count))
            .toList();
  }

  @Override
  public int parts() {
    return parts.size();
  }

  @Override
  public void run(int part, int samples, Scratch scratch) {
    columns.refresh(samples * part / parts(), samples * (part + 1) / parts());
    parts.get(part).run(0, samples, scratch);
  }
}
