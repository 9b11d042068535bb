package dev.lanewise.train;

import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.Matrix;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.BatchState;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The state of one training run and its two phases. A step is: phase 1 over chunks of rows (read,
 * forward, loss, backward), a barrier, phase 2 over chunks of parameter parts (gradient, optimizer,
 * refresh), a barrier. Rows do not depend on each other, parts do not either, and nothing is summed
 * across workers; hence the same bits with any number of them.
 */
final class TrainingRun implements BatchState, Progress {
  private final Network network;
  private final Loss loss;
  private final Team team;
  private final Kernels kernels;
  private final Weights weights;
  private final TrainingPlan plan;
  private final ParameterUpdates updates;
  private final Optimizer.Update update;
  private final Scratch[] scratch;
  private final boolean[] correct;
  private final double lossWeight;
  private final long parameterCount;
  private final Team.Phase samplesPhase = this::trainRows;
  private final Team.Phase inferPhase = this::inferRows;

  private Dataset data = new NoData();
  private int[] order = {};
  private int batchStart;
  private int samples;
  private int rowsOfChunk;
  private float gradientScale;
  private long finishedSteps;
  private int epoch;
  private double batchLoss;
  private double epochLoss;
  private int epochCorrect;
  private int epochSamples;

  TrainingRun(
      Kernels kernels,
      Model model,
      Loss loss,
      Optimizer optimizer,
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
    plan = new TrainingPlan(kernels, trainedNetwork, weights, targetColumns, batchSize, this, seed);
    update = optimizer.bind(kernels);
    scratch = new Scratch[team.workers()];
    Arrays.setAll(scratch, i -> new Scratch());
    updates = new ParameterUpdates(plan.trained(), optimizer.slots(), update, team, scratch);
    correct = new boolean[batchSize];
  }

  /** Checks that a data set fits the plan. */
  void check(Dataset candidate) {
    if (candidate.size() < 1) {
      throw new DataException(
          "A data set needs at least 1 sample; found " + candidate.size() + ".");
    }
    if (candidate.inputShape().size() != network.input().size()) {
      throw new ShapeException(
          "The network takes samples of shape %s (%d values); the data have shape %s (%d values)."
              .formatted(
                  network.input(),
                  network.input().size(),
                  candidate.inputShape(),
                  candidate.inputShape().size()));
    }
    int planned = plan.rows().targets().cols();
    if (candidate.targetColumns() != planned) {
      throw new ShapeException(
          "This trainer was set up for %d targets a sample; the data have %d. Use data of one kind."
              .formatted(planned, candidate.targetColumns()));
    }
  }

  Model model() {
    return weights.toModel(network);
  }

  @Override
  public long step() {
    return finishedSteps + 1;
  }

  @Override
  public int samples() {
    return samples;
  }

  void beginEpoch(int number, Dataset epochData, int[] epochOrder) {
    epoch = number;
    data = epochData;
    order = epochOrder;
    epochLoss = 0;
    epochCorrect = 0;
    epochSamples = 0;
  }

  Evaluation endEpoch() {
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

  /** Does one training step on {@code count} samples of the order. */
  void step(int start, int count, double learningRate) {
    setBatch(start, count);
    team.run(Math.ceilDiv(count, rowsOfChunk), samplesPhase);
    batchLoss = sumBatch() / count;
    if (!Double.isFinite(batchLoss)) {
      throw diverged();
    }
    update.prepare(step(), learningRate);
    updates.run(count);
    finishedSteps++;
  }

  private void setBatch(int start, int count) {
    batchStart = start;
    samples = count;
    rowsOfChunk = Chunks.rows(count, team.workers(), kernels.rowTile(), parameterCount);
    gradientScale = (float) (lossWeight / count);
  }

  private void trainRows(int chunk, int worker) {
    int from = chunk * rowsOfChunk;
    int to = Math.min(from + rowsOfChunk, samples);
    read(from, to);
    plan.forward(from, to, scratch[worker]);
    score(from, to, scratch[worker]);
    plan.backward(from, to, scratch[worker]);
  }

  private void inferRows(int chunk, int worker) {
    int from = chunk * rowsOfChunk;
    int to = Math.min(from + rowsOfChunk, samples);
    read(from, to);
    plan.infer(from, to, scratch[worker]);
    score(from, to, scratch[worker]);
  }

  private void read(int from, int to) {
    Matrix input = plan.input();
    for (int row = from; row < to; row++) {
      // What is fetched has to go somewhere; reading overwrites it.
      input.data()[input.row(row)] = data.fetch(order[batchStart + row]);
    }
    for (int row = from; row < to; row++) {
      data.read(order[batchStart + row], input, plan.rows().targets(), row);
      loss.checkRow(plan.rows(), row);
    }
  }

  private void score(int from, int to, Scratch temporary) {
    LossRows rows = plan.rows();
    if (loss.classifies()) {
      for (int row = from; row < to; row++) {
        correct[row] = loss.correct(rows, row);
      }
    }
    loss.run(kernels, rows, gradientScale, from, to, temporary);
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

  Evaluation evaluate(Dataset evaluated) {
    check(evaluated);
    int[] identity = new int[evaluated.size()];
    SampleOrder.identity(identity);
    beginEpoch(epoch, evaluated, identity);
    int batchSize = correct.length;
    for (int start = 0; start < identity.length; start += batchSize) {
      setBatch(start, Math.min(batchSize, identity.length - start));
      team.run(Math.ceilDiv(samples, rowsOfChunk), inferPhase);
      sumBatch();
    }
    return endEpoch();
  }

  private DivergedException diverged() {
    String layer = "loss";
    for (TrainingPlan.LayerSteps candidate : plan.layers()) {
      if (!isFinite(candidate.output())) {
        layer = candidate.place().name();
        break;
      }
    }
    return new DivergedException(
        step(),
        layer,
        "The loss became %s at step %d; the first values that are not finite came from %s. Try a smaller learning rate, scaled inputs, or check the data for NaN."
            .formatted(batchLoss, step(), layer));
  }

  private boolean isFinite(Matrix m) {
    for (int row = 0; row < samples; row++) {
      for (int c = 0; c < m.cols(); c++) {
        if (!Float.isFinite(m.get(row, c))) {
          return false;
        }
      }
    }
    return true;
  }
}
