package dev.lanewise.nn;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import java.util.List;
import java.util.stream.IntStream;

/** The forward step of {@link Dense}, cut by units: a part for each worker, of whole panels. */
final class DenseUnits implements UnitStep {
  /** Panels that lie together, and what they compute. */
  private record Part(int firstPanel, int endPanel, Matrix preActivation, Matrix y) {}

  private final Kernels kernels;
  private final Activation activation;
  private final Matrix x;
  private final BatchColumns columns;
  private final Panels weight;
  private final float[] bias;
  private final Matrix preActivation;
  private final List<Part> parts;

  DenseUnits(
      TrainingBinding at, Activation activation, Matrix preActivation, BatchColumns columns) {
    this.kernels = at.kernels();
    this.activation = activation;
    this.x = at.input();
    this.columns = columns;
    this.weight = at.parameter(0);
    this.bias = at.parameter(1).data();
    this.preActivation = preActivation;
    int count = Math.min(at.workers(), weight.count());
    this.parts = IntStream.range(0, count).mapToObj(i -> part(i, count, at.output())).toList();
  }

  private Part part(int index, int count, Matrix y) {
    int first = weight.count() * index / count;
    int end = weight.count() * (index + 1) / count;
    int from = first * weight.panelCols();
    int to = Math.min(end * weight.panelCols(), weight.cols());
    return new Part(first, end, preActivation.columns(from, to), y.columns(from, to));
  }

  @Override
  public int parts() {
    return parts.size();
  }

  @Override
  public void run(int part, int samples, Scratch scratch) {
    columns.refresh(samples * part / parts(), samples * (part + 1) / parts());
    Part p = parts.get(part);
    kernels.affine(x, weight, p.firstPanel, p.endPanel, bias, preActivation, 0, samples, scratch);
    if (!activation.equals(Activation.IDENTITY)) {
      kernels.activate(activation, p.preActivation, p.y, 0, samples, scratch);
    }
  }
}
