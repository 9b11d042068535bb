package dev.lanewise.nn.spi;

import dev.lanewise.nn.Layer;
import java.util.List;
import java.util.Optional;

/**
 * A layer bound for training.
 *
 * @param forward input to output
 * @param backward output gradient to input gradient (if anybody wants it); may overwrite the output
 *     gradient with what the parameters' gradients need
 * @param gradients one for each parameter, in the order of {@link Layer#parameters}; they run when
 *     all rows have gone backward
 * @param byUnits does the same as {@code forward}, cut by units instead of rows, if the layer can
 */
public record TrainingStep(
    Step forward, Step backward, List<GradientStep> gradients, Optional<UnitStep> byUnits) {

  /** A layer that is cut by rows only. */
  public TrainingStep(Step forward, Step backward, List<GradientStep> gradients) {
    this(forward, backward, gradients, Optional.empty());
  }

  /** A layer without parameters. */
  public TrainingStep(Step forward, Step backward) {
    this(forward, backward, List.of());
  }
}
