package dev.lanewise.engine;

import dev.lanewise.DivergedException;
import dev.lanewise.Matrix;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.team.Team;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import dev.lanewise.train.TrainerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * The state of one training run and its two phases. A step is: phase 1 over chunks of rows (read,
 * forward, loss, backward), a barrier, phase 2 over chunks of parameter parts (gradient,
 * optimizer), a barrier. In short batches the first layers go forward unit by unit instead, with a
 * barrier after each. Rows do not depend on each other, nor do units or parts, and nothing is
 * summed across workers; hence the same bits with any number of them.
 */
public final class TrainingRun implements BatchState, Progress {
  private final Network network;
  private final Loss loss;
  private final Team team;
  private final Kernels kernels;
  private final Weights weights;
  private final TrainingPlan plan;
  private final ParameterUpdates updates;
  private final Scratch[] scratch;
  private final SampleWeights sampleWeights;
  private final int batchSize;
  private final int accumulation;
  private final boolean[] correct;
  private final double lossWeight;
  private final long parameterCount;
  private final Team.Phase samplesPhase = this::trainRows;
  private final Team.Phase inferPhase = this::inferRows;
  private final Team.Phase readPhase = this::readRows;
  private final Team.Phase unitsPhase = this::trainUnits;

  private Dataset data = new NoData();
  private int[] order = {};
  private int batchStart;
  private int samples;
  private int rowsOfChunk;
  private int layersDone;
  private float gradientScale;
  private int piece;
  private double learningRate;
  private long finishedSteps;
  private int epoch;
  private double batchLoss;
  private double epochLoss;
  private int epochCorrect;
  private int epochSamples;

  public TrainingRun(
      Kernels kernels,
      Model model,
      Loss loss,
      TrainingRules rules,
      SampleWeights sampleWeights,
      int targetColumns,
      int batchSize,
      long seed,
      Team team) {
    this.network = model.network();
    Network trainedNetwork = loss.training(network);
    this.parameterCount = network.parameterCount();
    this.loss = loss;
    this.team = team;
    this.kernels = kernels;
    int outputs = trainedNetwork.output().size();
    loss.checkTargets(outputs, targetColumns);
    lossWeight = loss.weight(outputs);
    weights = Weights.of(kernels, model);
    plan =
        new TrainingPlan(
            kernels, trainedNetwork, weights, targetColumns, batchSize, this, seed, team.workers());
    Workers workers = Workers.of(team);
    scratch = workers.scratch();
    updates = new ParameterUpdates(kernels, plan.trained(), rules, workers);
    this.sampleWeights = sampleWeights;
    this.batchSize = batchSize;
    accumulation = rules.accumulation();
    correct = new boolean[batchSize];
  }

  /** Checks that a data set fits the plan. */
  public void check(Dataset candidate) {
    DataCheck.fits(network, candidate);
    int planned = plan.rows().targets().cols();
    if (candidate.targetColumns() != planned) {
      throw new ShapeException(
          "This trainer was set up for %s targets a sample; the data have %s. Use data of one kind."
              .formatted(planned, candidate.targetColumns()));
    }
  }

  public Model model() {
    return weights.toModel(network);
  }

  /** The batch, counted from 1: with accumulation a step has several. */
  @Override
  public long step() {
    return finishedSteps * accumulation + piece + 1;
  }

  @Override
  public long finishedSteps() {
    return finishedSteps;
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public int samples() {
    return samples;
  }

  /** The state of the optimizer for each parameter, row-major. */
  public List<List<float[]>> slots() {
    List<List<float[]>> slots = new ArrayList<>();
    for (int i = 0; i < weights.panels().size(); i++) {
      Panels like = weights.panels().get(i);
      slots.add(
          Arrays.stream(updates.state(i)).map(state -> like.withData(state).toRowMajor()).toList());
    }
    return slots;
  }

  /** Sets the parameters; the optimizer's state stays. */
  public void set(Model model) {
    weights.set(model);
  }

  /** Goes on where a state was taken. */
  public void restore(TrainerState state) {
    set(state.model());
    for (int i = 0; i < state.slots().size(); i++) {
      List<float[]> slots = state.slots().get(i);
      for (int slot = 0; slot < slots.size(); slot++) {
        weights.panels().get(i).withData(updates.state(i)[slot]).set(slots.get(slot));
      }
    }
    finishedSteps = state.step();
    epochLoss = state.epochLoss();
    epochCorrect = state.epochCorrect();
    epochSamples = state.position();
  }

  public double epochLoss() {
    return epochLoss;
  }

  public int epochCorrect() {
    return epochCorrect;
  }

  /** Goes on with an epoch that was interrupted. */
  public void continueEpoch(int number, Dataset epochData, int[] epochOrder) {
    epoch = number;
    data = epochData;
    order = epochOrder;
  }

  /** The weights of the samples of the data set to come, if they have any. */
  public void weigh(Optional<float[]> samplesOfData) {
    sampleWeights.ofSamples(samplesOfData);
  }

  public void beginEpoch(int number, Dataset epochData, int[] epochOrder) {
    epoch = number;
    data = epochData;
    order = epochOrder;
    epochLoss = 0;
    epochCorrect = 0;
    epochSamples = 0;
  }

  public Evaluation endEpoch() {
    OptionalDouble accuracy =
        loss.classifies() ? OptionalDouble.of(accuracy()) : OptionalDouble.empty();
    return new Evaluation(loss(), accuracy, epochSamples);
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int done() {
    return epochSamples;
  }

  @Override
  public int total() {
    return order.length;
  }

  @Override
  public double batchLoss() {
    return batchLoss;
  }

  @Override
  public double loss() {
    return epochLoss / epochSamples;
  }

  @Override
  public double accuracy() {
    return loss.classifies() ? epochCorrect / (double) epochSamples : Double.NaN;
  }

  /**
   * Does one training step on {@code count} samples of the order, in batches if they are more than
   * one batch.
   */
  public void step(int start, int count, double rate) {
    learningRate = rate;
    double sum = 0;
    int pieces = Math.ceilDiv(count, batchSize);
    gradientScale = (float) (lossWeight / count);
    for (piece = 0; piece < pieces; piece++) {
      int at = piece * batchSize;
      setBatch(start + at, Math.min(batchSize, count - at));
      trainSamples();
      double loss = sumBatch();
      sum += loss;
      checkFinite(loss / samples);
      if (accumulation > 1) {
        updates.gather(samples, piece, pieces);
      }
    }
    batchLoss = sum / count;
    piece = 0;
    updates.prepare(finishedSteps + 1, rate);
    if (accumulation > 1) {
      updates.apply();
    } else {
      updates.run(samples);
    }
    finishedSteps++;
  }

  private void checkFinite(double loss) {
    batchLoss = loss;
    if (!Double.isFinite(loss)) {
      piece = 0;
      throw diverged();
    }
  }

  /**
   * Throws if a parameter is NaN or infinite: some layers, such as ReLU, hide that from the loss.
   */
  public void checkParameters() {
    updates.checkFinite(finishedSteps);
  }

  /**
   * Throws if the last batch's loss is not finite any more: no step would notice after the last.
   * Reads it again, since a listener may have evaluated other data.
   */
  public void checkLastBatch() {
    double loss = 0;
    team.run(Math.ceilDiv(samples, rowsOfChunk), inferPhase);
    for (int row = 0; row < samples; row++) {
      loss += plan.rows().losses()[row];
    }
    checkFinite(loss);
  }

  private void setBatch(int start, int count) {
    batchStart = start;
    samples = count;
    rowsOfChunk = Chunks.rows(count, team.workers(), kernels.tuning().rowTile(), parameterCount);
  }

  /** Phase 1: all rows of the batch forward and backward. */
  private void trainSamples() {
    int chunks = Math.ceilDiv(samples, rowsOfChunk);
    layersDone = 0;
    if (plan.layersByUnits() > 0 && Chunks.byUnits(samples, team.workers())) {
      team.run(chunks, readPhase);
      for (; layersDone < plan.layersByUnits(); layersDone++) {
        team.run(plan.byUnits(layersDone).parts(), unitsPhase);
      }
    }
    team.run(chunks, samplesPhase);
  }

  private void readRows(int chunk, int worker) {
    read(chunk * rowsOfChunk, end(chunk));
  }

  private int end(int chunk) {
    return Math.min((chunk + 1) * rowsOfChunk, samples);
  }

  private void trainUnits(int part, int worker) {
    plan.byUnits(layersDone).run(part, samples, scratch[worker]);
  }

  private void trainRows(int chunk, int worker) {
    int from = chunk * rowsOfChunk;
    int to = end(chunk);
    if (layersDone == 0) {
      read(from, to);
    }
    plan.forward(layersDone, from, to, scratch[worker]);
    score(from, to, !sampleWeights.none(), scratch[worker]);
    plan.backward(from, to, scratch[worker]);
  }

  private void inferRows(int chunk, int worker) {
    int from = chunk * rowsOfChunk;
    int to = end(chunk);
    read(from, to);
    plan.infer(from, to, scratch[worker]);
    score(from, to, false, scratch[worker]);
  }

  private void read(int from, int to) {
    Matrix input = plan.input();
    for (int row = from; row < to; row++) {
      // What is fetched has to go somewhere; reading overwrites it.
      input.data()[input.row(row)] = data.fetch(order[batchStart + row]);
    }
    for (int row = from; row < to; row++) {
      int sample = order[batchStart + row];
      data.read(sample, input, plan.rows().targets(), row);
      DataCheck.targets(loss, plan.rows(), row, sample);
    }
  }

  private void score(int from, int to, boolean weighted, Scratch temporary) {
    LossRows rows = plan.rows();
    if (loss.classifies()) {
      for (int row = from; row < to; row++) {
        correct[row] = loss.correct(rows, row);
      }
    }
    for (int row = from; weighted && row < to; row++) {
      sampleWeights.weigh(rows, row, order[batchStart + row]);
    }
    loss.run(kernels, rows, gradientScale, from, to, temporary);
    for (int row = from; weighted && row < to; row++) {
      sampleWeights.apply(rows, row);
    }
  }

  /** Adds up the batch's losses in the order of the rows and returns their weighted sum. */
  private double sumBatch() {
    double sum = 0;
    int right = 0;
    for (int row = 0; row < samples; row++) {
      sum += plan.rows().losses()[row];
      right += correct[row] ? 1 : 0;
    }
    epochLoss += lossWeight * sum;
    epochCorrect += right;
    epochSamples += samples;
    return lossWeight * sum;
  }

  /**
   * Computes loss and accuracy; an epoch that is not finished keeps its own.
   *
   * @param stopped asked before each batch; then there is no result
   */
  public Optional<Evaluation> evaluate(Dataset evaluated, BooleanSupplier stopped) {
    check(evaluated);
    Runnable goOn = goingOn();
    int[] identity = new int[evaluated.size()];
    evaluated.order(identity, 0, 0, false);
    beginEpoch(epoch, evaluated, identity);
    try {
      while (epochSamples < identity.length) {
        if (stopped.getAsBoolean()) {
          return Optional.empty();
        }
        setBatch(epochSamples, Math.min(batchSize, identity.length - epochSamples));
        team.run(Math.ceilDiv(samples, rowsOfChunk), inferPhase);
        sumBatch();
      }
      return Optional.of(endEpoch());
    } finally {
      goOn.run();
    }
  }

  /** Sets back what an evaluation changes: a listener may ask for one between two batches. */
  private Runnable goingOn() {
    Dataset dataOfEpoch = data;
    int[] orderOfEpoch = order;
    double lossOfEpoch = epochLoss;
    int correctOfEpoch = epochCorrect;
    int samplesOfEpoch = epochSamples;
    int start = batchStart;
    int count = samples;
    int rows = rowsOfChunk;
    return () -> {
      data = dataOfEpoch;
      order = orderOfEpoch;
      epochLoss = lossOfEpoch;
      epochCorrect = correctOfEpoch;
      epochSamples = samplesOfEpoch;
      batchStart = start;
      samples = count;
      rowsOfChunk = rows;
    };
  }

  private DivergedException diverged() {
    String layer = plan.firstNotFinite(samples);
    return new DivergedException(
        finishedSteps + 1,
        layer,
        "The loss became %s at step %s; the first values that are not finite came from %s. Try a smaller learning rate, scaled inputs, or check the data for NaN."
            .formatted(batchLoss, finishedSteps + 1, layer));
  }
}
