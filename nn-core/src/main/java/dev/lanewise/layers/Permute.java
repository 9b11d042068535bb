package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the axes of a sample into another order: axis {@code i} of the output is axis {@code
 * axes[i]} of the input, counted from 0 without the batch. {@code new Permute(2, 0, 1)} makes
 * {@code (channels, height, width)} of {@code (height, width, channels)}.
 *
 * @param axes each axis once
 */
public record Permute(List<Integer> axes) implements Layer {

  /** Checks that each axis is there once. */
  public Permute {
    axes = List.copyOf(axes);
    if (axes.isEmpty()
        || !axes.stream()
            .sorted()
            .toList()
            .equals(IntStream.range(0, axes.size()).boxed().toList())) {
      throw new SettingException(
          "Permute: each axis from 0 must be there once; found %s.".formatted(axes));
    }
  }

  /** A layer that puts axes into that order. */
  public Permute(int... axes) {
    this(Arrays.stream(axes).boxed().toList());
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.dimensions().size() != axes.size()) {
      throw new ShapeException(
          "Permute takes samples of as many axes as it names, %s; found %s. Name all axes but the batch, from 0."
              .formatted(axes, input));
    }
    return new Shape(axes.stream().map(input.dimensions()::get).toList());
  }

  @Override
  public RowPass inference(Binding at) {
    return Runs.of(this, at.inputShape(0)).gather(at.input(), at.output());
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Runs runs = Runs.of(this, at.inputShape(0));
    return TrainingPasses.of(
        runs.gather(at.input(), at.output()),
        at.inputGradient()
            .map(dx -> runs.scatter(at.outputGradient(), dx))
            .orElse(RowPass.nothing()));
  }

  /**
   * What moves together.
   *
   * @param length floats of a run: of the last axes, which stay where they are
   * @param sources where each run of the output begins in the input
   */
  private record Runs(int length, int[] sources) {

    static Runs of(Permute layer, Shape input) {
      List<Integer> axes = layer.axes;
      int moved = axes.size();
      int length = 1;
      while (moved > 0 && axes.get(moved - 1) == moved - 1) {
        moved--;
        length *= input.dimensions().get(moved);
      }
      int[] sources = {0};
      for (int axis : axes.subList(0, moved)) {
        int step = input.dimensions().stream().skip(axis + 1L).reduce(1, (a, b) -> a * b);
        int extent = input.dimensions().get(axis);
        int[] outer = sources;
        sources = new int[outer.length * extent];
        Arrays.setAll(sources, i -> outer[i / extent] + i % extent * step);
      }
      return new Runs(length, sources);
    }

    RowPass gather(Matrix x, Matrix y) {
      return (from, to, scratch) -> {
        for (int row = from; row < to; row++) {
          int out = y.row(row);
          for (int i = 0; i < sources.length; i++) {
            copy(x.data(), x.row(row) + sources[i], y.data(), out + i * length);
          }
        }
      };
    }

    RowPass scatter(Matrix dy, Matrix dx) {
      return (from, to, scratch) -> {
        for (int row = from; row < to; row++) {
          int in = dy.row(row);
          for (int i = 0; i < sources.length; i++) {
            copy(dy.data(), in + i * length, dx.data(), dx.row(row) + sources[i]);
          }
        }
      };
    }

    private void copy(float[] from, int in, float[] to, int out) {
      for (int i = 0; i < length; i++) {
        to[out + i] = from[in + i];
      }
    }
  }
}
