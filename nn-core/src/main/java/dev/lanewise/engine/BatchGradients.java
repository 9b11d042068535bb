package dev.lanewise.engine;

import dev.lanewise.data.Dataset;
import dev.lanewise.engine.TrainingPlan.Observed;
import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.loss.WeightedLosses.Term;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.spi.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A network bound for training with its losses: brings batches forward and backward, so that the
 * gradients of the parameters can be computed, and evaluates data on the same buffers. Changes no
 * parameter.
 */
public final class BatchGradients {
  private final Network network;
  private final Chunks chunks;
  private final int batchSize;
  private final List<Integer> targetWidths;
  private final Workers workers;
  private final SampleWeights weights;
  private final TrainingPlan plan;
  private final Scoring scoring;
  private final Batch batch;
  private final Batch evaluated;
  private final Stages inRows;
  private final Stages byUnits;
  private final Stages inference;
  private final List<Observed> observed;
  private double[] positions;

  /** Allocates the buffers of a batch. */
  public BatchGradients(TrainingSetup setup, ParameterMemory memory, Dataset data) {
    Kernels kernels = setup.kernels();
    network = setup.model().network();
    batchSize = setup.batchSize();
    targetWidths = data.targetWidths();
    DataCheck.fits(network, data);
    workers = Workers.of(setup.team());
    batch = new Batch(data, new int[0]);
    evaluated = new Batch(data, new int[0]);
    List<Term> terms = setup.losses().of(network);
    Wiring wiring = Wiring.of(setup.losses().training(network));
    plan =
        new TrainingPlan(
            kernels,
            wiring,
            memory,
            batch,
            PlanSettings.training(
                batchSize, setup.seed(), setup.team().workers(), setup.rules().frozen()));
    chunks = Chunks.of(kernels.tuning(), setup.team().workers(), network, wiring, plan.step());
    scoring =
        new Scoring(
            kernels,
            terms,
            plan.outputs(),
            plan.outputGradients(),
            plan.outputShapes(),
            targetWidths);
    weights = new SampleWeights(setup.classWeights(), batchSize, scoring.positions());
    positions = scoring.allPositions();
    observed = plan.observed();
    Chunking chunking = kernels.tuning().chunking();
    inRows = new Stages(passes(false), batch, chunking, workers);
    byUnits = new Stages(passes(true), batch, chunking, workers);
    List<Pass> infer = new ArrayList<>();
    infer.add(new Reading(evaluated, plan, scoring));
    infer.addAll(plan.inference());
    infer.add(scoring.classify());
    infer.add(scoring.losses());
    inference = new Stages(infer, evaluated, chunking, workers);
  }

  private List<Pass> passes(boolean cutByUnits) {
    Reading reading = new Reading(batch, plan, scoring);
    List<Pass> passes = new ArrayList<>();
    if (cutByUnits) {
      passes.addAll(plan.forwardByUnits(reading));
    } else {
      passes.add(reading);
      passes.addAll(plan.forward());
    }
    passes.add(scoring.classify());
    passes.add(scoring.weigh(weights, batch));
    passes.add(scoring.losses());
    passes.add(scoring.applyWeights(weights));
    passes.addAll(plan.backward());
    return passes;
  }

  Workers workers() {
    return workers;
  }

  int batchSize() {
    return batchSize;
  }

  List<Trained> trained() {
    return plan.trained();
  }

  void check(Dataset candidate) {
    DataCheck.fits(network, candidate);
    if (!candidate.targetWidths().equals(targetWidths)) {
      throw TrainingSteps.otherTargets(targetWidths, candidate.targetWidths());
    }
  }

  void begin(Dataset data, int[] order, Optional<float[]> ofSamples) {
    positions = scoring.positions(data);
    beginCounted(data, order, ofSamples);
  }

  /** Begins with the data set of before, whose positions are counted. */
  void beginCounted(Dataset data, int[] order, Optional<float[]> ofSamples) {
    batch.of(data, order);
    weights.ofSamples(ofSamples);
  }

  /** Begins a step of so many samples, over which the mean is taken. */
  void beginStep(int samples) {
    scoring.begin(samples, positions);
  }

  /**
   * Brings a batch forward and backward.
   *
   * @param number the number of the batch, from 1, which random masks depend on
   * @return the sum of its losses
   */
  double run(int start, int samples, long number, EpochSums sums) {
    batch.select(start, samples, chunks.rows(samples));
    batch.number(number);
    if (chunks.byUnits(samples)) {
      byUnits.run();
    } else {
      inRows.run();
    }
    return scoring.add(samples, sums, positions);
  }

  /** Lets state follow what the last batch observed. Counts, since an iterator is an allocation. */
  void followObservations() {
    for (int index = 0; index < observed.size(); index++) {
      Observed each = observed.get(index);
      follow(each.values(), each.observation().observed(), each.observation().rate());
    }
  }

  /** Lets state follow what was observed. */
  static void follow(Panels state, float[] seen, float rate) {
    float[] values = state.data();
    if (rate == 1) {
      System.arraycopy(seen, 0, values, 0, state.cols());
      return;
    }
    for (int i = 0; i < state.cols(); i++) {
      values[i] += rate * (seen[i] - values[i]);
    }
  }

  List<Observed> observed() {
    return observed;
  }

  /** Throws if state is NaN or infinite. */
  void checkState(long last) {
    for (Observed each : observed) {
      if (!Divergence.isFinite(each.values())) {
        throw Divergence.ofParameters(last, each.name());
      }
    }
  }

  /** The mean loss of the last batch with the parameters of now, each sample counting 1. */
  double lossOfLastBatch() {
    evaluated.like(batch);
    inference.run();
    return scoring.add(batch.samples(), sums(), positions) / batch.samples();
  }

  /** Sums of no sample. */
  EpochSums sums() {
    return new EpochSums(targetWidths.size());
  }

  Optional<EpochSums> evaluate(Dataset data, BooleanSupplier stopped) {
    check(data);
    int[] order = new int[data.size()];
    data.order(order, 0, 0, false);
    evaluated.of(data, order);
    EpochSums sums = sums();
    double[] ofEvaluated = scoring.positions(data);
    while (sums.samples() < order.length) {
      if (stopped.getAsBoolean()) {
        return Optional.empty();
      }
      int count = Math.min(batchSize, order.length - sums.samples());
      evaluated.select(sums.samples(), count, chunks.rows(count));
      inference.run();
      scoring.add(count, sums, ofEvaluated);
    }
    return Optional.of(sums);
  }

  String firstNotFinite() {
    return plan.firstNotFinite(batch.samples());
  }
}
