package dev.lanewise.nn.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation bound for training.
 *
 * @param forward inputs to output
 * @param backward output gradient to input gradients (those that anybody wants); may overwrite the
 *     output gradient with what the parameters' gradients need
 * @param gradients by the parameter's name; of each parameter that is trained
 * @param observations what moves the parameters that are state
 * @param byUnits does the same as {@code forward}, cut by units instead of rows, if the operation
 *     can
 */
public record TrainingPasses(
    List<Pass> forward,
    List<Pass> backward,
    Map<String, Gradient> gradients,
    List<Observation> observations,
    Optional<UnitPass> byUnits) {

  /** Copies the collections. */
  public TrainingPasses {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    gradients = Map.copyOf(gradients);
    observations = List.copyOf(observations);
  }

  /** An operation whose rows are independent, without parameters. */
  public static TrainingPasses of(RowPass forward, RowPass backward) {
    return of(List.of(forward), List.of(backward));
  }

  /** An operation without parameters. */
  public static TrainingPasses of(List<Pass> forward, List<Pass> backward) {
    return new TrainingPasses(forward, backward, Map.of(), List.of(), Optional.empty());
  }

  /** With the gradient of one more parameter. */
  public TrainingPasses withGradient(String parameter, Gradient gradient) {
    Map<String, Gradient> more = new HashMap<>(gradients);
    more.put(parameter, gradient);
    return new TrainingPasses(forward, backward, more, observations, byUnits);
  }

  /** With state that follows what was observed. */
  public TrainingPasses withObservations(Observation... observed) {
    return new TrainingPasses(forward, backward, gradients, List.of(observed), byUnits);
  }

  /** With another way forward, for short batches. */
  public TrainingPasses withUnits(UnitPass units) {
    return new TrainingPasses(forward, backward, gradients, observations, Optional.of(units));
  }
}
