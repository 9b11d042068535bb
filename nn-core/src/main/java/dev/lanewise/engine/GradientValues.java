package dev.lanewise.engine;

import dev.lanewise.DivergedException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.GradientParts.PartStage;
import dev.lanewise.engine.GradientUpdates.Seen;
import dev.lanewise.engine.TrainingPlan.Observed;
import dev.lanewise.nn.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes gradients of batches as values, and changes no parameter. */
public final class GradientValues {
  private final ParameterMemory memory;
  private final BatchGradients batches;
  private final List<Trained> trained;
  private final WholeGradient whole;
  private final PartStage gathering;
  private int samples;

  /** The data set whose positions were counted last: it is the same for many shards. */
  private Optional<Dataset> counted = Optional.empty();

  /** Allocates the buffers of a batch. */
  public GradientValues(TrainingSetup setup, Dataset data) {
    memory = ParameterMemory.of(setup.kernels(), setup.model());
    batches = new BatchGradients(setup, memory, data);
    trained = batches.trained();
    whole =
        new WholeGradient(
            setup.kernels(), trained.stream().map(Trained::values).toList(), Optional.empty());
    gathering =
        new GradientParts(setup.kernels(), trained, batches.workers())
            .stage((part, scratch) -> whole.gather(part, samples, scratch));
  }

  /** Sets the parameters. */
  public void set(Model model) {
    memory.set(model);
  }

  /** Computes the gradient of a batch; returns its losses. */
  public EpochSums compute(Dataset data, int[] order, int samplesOfStep, long number) {
    batches.check(data);
    samples = order.length;
    EpochSums sums = batches.sums();
    if (counted.filter(data::equals).isPresent()) {
      batches.beginCounted(data, order, Optional.empty());
    } else {
      batches.begin(data, order, Optional.empty());
      counted = Optional.of(data);
    }
    batches.beginStep(samplesOfStep);
    double loss = batches.run(0, samples, number, sums);
    if (!Double.isFinite(loss)) {
      String layer = batches.firstNotFinite();
      throw new DivergedException(
          number,
          layer,
          "The loss became %s in shard %s; the first values that are not finite came from %s. Try a smaller learning rate, scaled inputs, or check the data for NaN."
              .formatted(loss, number, layer));
    }
    whole.begin(0, 1);
    gathering.run(samples);
    return sums;
  }

  /** The last gradient by parameter, row-major, as copies. */
  public Map<String, float[]> gradients() {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (int i = 0; i < trained.size(); i++) {
      gradients.put(trained.get(i).name(), whole.of(i).toRowMajor());
    }
    return gradients;
  }

  /** What the last batch has shown of state, as copies. */
  public Map<String, Seen> observed() {
    Map<String, Seen> seen = new LinkedHashMap<>();
    for (Observed each : batches.observed()) {
      float[] values = Arrays.copyOf(each.observation().observed(), each.values().cols());
      seen.put(each.name(), new Seen(values, each.observation().rate()));
    }
    return seen;
  }
}
