package dev.lanewise.layers;

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

/**
 * Reads a sample as one of another shape, in the same order: {@code new Reshape(28, 28, 1)} makes
 * images of vectors. Samples lie flat in memory, so it costs nothing.
 *
 * @param dimensions the extents, outermost first; one of them may be -1, for what is left
 */
public record Reshape(List<Integer> dimensions) implements Layer {
  private static final int REST = -1;

  /** Checks that each extent is at least 1, but for one of -1. */
  public Reshape {
    dimensions = List.copyOf(dimensions);
    boolean possible =
        !dimensions.isEmpty()
            && dimensions.stream().allMatch(each -> each >= 1 || each == REST)
            && dimensions.stream().filter(each -> each == REST).count() <= 1;
    if (!possible) {
      throw new SettingException(
          "Reshape: each extent must be at least 1, but for one that may be -1 for what is left; found %s."
              .formatted(dimensions));
    }
  }

  /** A layer that gives samples of these extents. */
  public Reshape(int... dimensions) {
    this(Arrays.stream(dimensions).boxed().toList());
  }

  @Override
  public Shape outputShape(Shape input) {
    long known = 1;
    for (int extent : dimensions) {
      if (extent != REST) {
        known = Math.min(known * extent, Integer.MAX_VALUE);
      }
    }
    boolean open = dimensions.contains(REST);
    if (open ? input.size() % known != 0 : input.size() != known) {
      throw new ShapeException(
          "Reshape of %s to %s: both must have as many elements; the input has %s."
              .formatted(input, dimensions, input.size()));
    }
    int rest = (int) (input.size() / known);
    return new Shape(dimensions.stream().map(extent -> extent == REST ? rest : extent).toList());
  }

  @Override
  public RowPass inference(Binding at) {
    return RowPass.nothing();
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(inference(at), RowPass.nothing());
  }

  @Override
  public boolean isView() {
    return true;
  }
}
