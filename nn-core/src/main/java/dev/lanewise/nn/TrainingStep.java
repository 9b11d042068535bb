package dev.lanewise.nn;

import java.util.List;

/**
 * A layer bound for training.
 *
 * @param forward input to output
 * @param backward output gradient to input gradient (if anybody wants it); may overwrite the output
 *     gradient with what the parameters' gradients need
 * @param gradients one for each parameter, in the order of {@link Layer#parameters}; they run when
 *     all rows have gone backward
 */
public record TrainingStep(Step forward, Step backward, List<GradientStep> gradients) {

  /** A layer without parameters. */
  public TrainingStep(Step forward, Step backward) {
    this(forward, backward, List.of());
  }
}
