package dev.lanewise.engine;

import dev.lanewise.DivergedException;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Panels;
import dev.lanewise.loss.WeightedLosses.Term;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Does training steps. A step is a list of stages with a barrier after each: rows of the batch are
 * read and go forward and backward; then parts of parameters get their gradients and are updated.
 * In short batches the first layers go forward unit by unit, and what needs a whole batch is a
 * stage of its own. Within a stage nothing is summed across workers; hence the same bits with any
 * number of them.
 */
public final class TrainingSteps {
  private final Network network;
  private final List<Term> terms;
  private final int accumulation;
  private final ParameterMemory memory;
  private final BatchGradients gradients;
  private final ParameterUpdates updates;
  private long finishedSteps;
  private double batchLoss;

  /**
   * Allocates everything that steps need.
   *
   * @param data whose kind of samples will be trained on
   */
  public TrainingSteps(TrainingSetup setup, Dataset data) {
    network = setup.model().network();
    terms = setup.losses().of(network);
    accumulation = setup.rules().accumulation();
    memory = ParameterMemory.of(setup.kernels(), setup.model());
    gradients = new BatchGradients(setup, memory, data);
    updates =
        new ParameterUpdates(
            setup.kernels(), gradients.trained(), setup.rules(), gradients.workers());
  }

  /** Checks that a data set is of the kind that was set up for. */
  public void check(Dataset candidate) {
    gradients.check(candidate);
  }

  /** The current parameters. */
  public Model model() {
    return memory.toModel(network);
  }

  /** Sets the parameters; the optimizer's state stays. */
  public void set(Model model) {
    memory.set(model);
  }

  /**
   * The state of the optimizer by parameter, row-major; none of parameters that are not trained.
   */
  public Map<String, List<float[]>> slots() {
    Map<String, List<float[]>> slots = new LinkedHashMap<>();
    memory
        .panels()
        .forEach((name, like) ->
            slots.put(
                name,
                Arrays.stream(updates.state(name))
                    .map(state -> like.withData(state).toRowMajor())
                    .toList()));
    return slots;
  }

  /** Sets the optimizer's state and the number of steps that led to it. */
  public void restore(Map<String, List<float[]>> slots, long steps) {
    slots.forEach((name, arrays) -> {
      Panels like = memory.of(name);
      float[][] state = updates.state(name);
      for (int slot = 0; slot < arrays.size(); slot++) {
        like.withData(state[slot]).set(arrays.get(slot));
      }
    });
    finishedSteps = steps;
  }

  /** The losses, in the order of the outputs. */
  public List<Term> terms() {
    return terms;
  }

  /** Finished steps over the whole life. */
  public long finishedSteps() {
    return finishedSteps;
  }

  /** The mean loss of the last batch's samples. */
  public double batchLoss() {
    return batchLoss;
  }

  /** Takes what steps read from: a data set, an order of its samples, and what each counts. */
  public void begin(Dataset data, int[] order, Optional<float[]> weights) {
    gradients.begin(data, order, weights);
  }

  /**
   * Does one training step on {@code count} samples of the order, in batches if they are more than
   * one batch.
   *
   * @param sums what the losses are added to
   */
  public void step(int start, int count, double rate, EpochSums sums) {
    int batchSize = gradients.batchSize();
    int batches = Math.ceilDiv(count, batchSize);
    double sum = 0;
    gradients.beginStep(count);
    for (int i = 0; i < batches; i++) {
      int at = i * batchSize;
      int samples = Math.min(batchSize, count - at);
      double loss = gradients.run(start + at, samples, finishedSteps * accumulation + i + 1, sums);
      sum += loss;
      checkFinite(loss / samples);
      gradients.followObservations();
      if (accumulation > 1) {
        updates.gather(samples, i, batches);
      }
    }
    batchLoss = sum / count;
    updates.prepare(finishedSteps + 1, rate);
    if (accumulation > 1) {
      updates.apply();
    } else {
      updates.run(count);
    }
    finishedSteps++;
  }

  private void checkFinite(double loss) {
    batchLoss = loss;
    if (!Double.isFinite(loss)) {
      throw diverged();
    }
  }

  /**
   * Throws if a parameter is NaN or infinite: some layers, such as ReLU, hide that from the loss.
   */
  public void checkParameters() {
    updates.checkFinite(finishedSteps);
    gradients.checkState(finishedSteps);
  }

  /**
   * Throws if the last batch's loss is not finite any more: no step would notice after the last.
   * Reads it again, since a listener may have evaluated other data.
   */
  public void checkLastBatch() {
    checkFinite(gradients.lossOfLastBatch());
  }

  /**
   * Computes losses and right classes of a data set.
   *
   * @param stopped asked before each batch; then there is no result
   */
  public Optional<EpochSums> evaluate(Dataset evaluated, BooleanSupplier stopped) {
    return gradients.evaluate(evaluated, stopped);
  }

  private DivergedException diverged() {
    String layer = gradients.firstNotFinite();
    return new DivergedException(
        finishedSteps + 1,
        layer,
        "The loss became %s at step %s; the first values that are not finite came from %s. Try a smaller learning rate, scaled inputs, or check the data for NaN."
            .formatted(batchLoss, finishedSteps + 1, layer));
  }

  /** Refuses data with other targets than a plan was made for. */
  static ShapeException otherTargets(List<Integer> planned, List<Integer> found) {
    return new ShapeException(
        "This trainer was set up for %s targets a sample; the data have %s. Use data of one kind."
            .formatted(text(planned), text(found)));
  }

  private static String text(List<Integer> widths) {
    return widths.size() == 1 ? String.valueOf(widths.getFirst()) : widths.toString();
  }
}
