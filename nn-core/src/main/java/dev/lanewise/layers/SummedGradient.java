package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Gradient;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.List;

/**
 * The gradient of a parameter as the sum of those of groups of neighbouring samples, which the
 * passes backward have computed where they had the samples in cache.
 */
final class SummedGradient implements Gradient {
  private final Kernels kernels;
  private final int samples;
  private final Matrix groups;
  private final List<Matrix> parts;

  /**
   * Allocates the gradients of all groups of a batch.
   *
   * @param samples how many samples share one
   */
  SummedGradient(TrainingBinding at, String parameter, int samples) {
    Panels panels = at.parameter(parameter);
    int count = Math.ceilDiv(at.input().rows(), samples);
    this.kernels = at.kernels();
    this.samples = samples;
    groups = Matrix.allocateDense(count, panels.size());
    parts = at.parts(parameter).stream().map(this::columns).toList();
  }

  private Matrix columns(Slice part) {
    return groups.columns(part.begin(), part.end());
  }

  /** Where the gradient of the group of a sample goes: an index in {@link #data}. */
  int at(int sample) {
    return groups.row(sample / samples);
  }

  /** The memory of all groups. */
  float[] data() {
    return groups.data();
  }

  /** How many samples share a gradient. */
  int samples() {
    return samples;
  }

  @Override
  public int terms(int ofSamples) {
    return Math.ceilDiv(ofSamples, samples);
  }

  @Override
  public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
    kernels.reductions().columnSums(parts.get(part), from, to, gradient, at);
  }
}
