package dev.lanewise.lbfgs;

import dev.lanewise.DivergedException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.Chunks;
import dev.lanewise.engine.DataCheck;
import dev.lanewise.engine.Divergence;
import dev.lanewise.engine.GradientSum;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingPlan;
import dev.lanewise.engine.TrainingPlan.Trained;
import dev.lanewise.engine.Weights;
import dev.lanewise.engine.Workers;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.Place;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.GradientStep;
import dev.lanewise.team.Team;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean loss over a whole data set as a function of all parameters, one after the other in the
 * order of {@link Network#parameters}, each row-major. The data set is one batch, read once. The
 * two phases are those of training, with a gradient that is kept instead of an update.
 */
final class FullBatch implements Objective, BatchState {

  private record Part(GradientStep gradient, int index, Panels values) {}

  private final Network network;
  private final Loss loss;
  private final SampleWeights sampleWeights;
  private final Team team;
  private final Weights weights;
  private final TrainingPlan plan;
  private final Scratch[] scratch;
  private final List<Panels> gradients = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Kernels kernels;
  private final int samples;
  private final int rowsOfChunk;
  private final double lossWeight;
  private boolean evaluated;

  FullBatch(
      Kernels kernels,
      Model model,
      Loss loss,
      Dataset data,
      SampleWeights sampleWeights,
      Team team) {
    this.sampleWeights = sampleWeights;
    this.kernels = kernels;
    this.network = model.network();
    this.loss = loss;
    this.team = team;
    samples = data.size();
    check(network, data);
    Network trained = loss.training(network);
    int outputs = trained.output().size();
    loss.checkTargets(outputs, data.targetColumns());
    lossWeight = loss.weight(outputs);
    weights = Weights.of(kernels, model);
    plan =
        new TrainingPlan(
            kernels, trained, weights, data.targetColumns(), samples, this, 0, team.workers());
    for (Trained each : plan.trained()) {
      Panels gradient = each.values().withData(new float[each.values().size()]);
      gradients.add(gradient);
      for (int i = 0; i < each.gradient().parts(); i++) {
        parts.add(new Part(each.gradient(), i, gradient));
      }
    }
    scratch = Workers.of(team).scratch();
    rowsOfChunk =
        Chunks.rows(samples, team.workers(), kernels.tuning().rowTile(), network.parameterCount());
    team.run(chunks(), (chunk, worker) -> read(data, chunk));
  }

  private static void check(Network network, Dataset data) {
    DataCheck.fits(network, data);
    for (Place place : network.places()) {
      if (place.layer().isRandom()) {
        throw new SettingException(
            "L-BFGS: the loss must be a function of the parameters alone, but %s is random; leave it out or use a Trainer."
                .formatted(place.name()));
      }
    }
  }

  private int chunks() {
    return Math.ceilDiv(samples, rowsOfChunk);
  }

  private int end(int chunk) {
    return Math.min((chunk + 1) * rowsOfChunk, samples);
  }

  private void read(Dataset data, int chunk) {
    for (int row = chunk * rowsOfChunk; row < end(chunk); row++) {
      data.read(row, plan.input(), plan.rows().targets(), row);
      DataCheck.targets(loss, plan.rows(), row, row);
      if (!sampleWeights.none()) {
        sampleWeights.weigh(plan.rows(), row, row);
      }
    }
  }

  @Override
  public long step() {
    return 1;
  }

  @Override
  public int samples() {
    return samples;
  }

  /** The parameters of the model that it was made from. */
  double[] parameters() {
    return gather(weights.panels());
  }

  private static double[] gather(List<Panels> panels) {
    double[] all = new double[panels.stream().mapToInt(each -> each.rows() * each.cols()).sum()];
    int next = 0;
    for (Panels each : panels) {
      for (float value : each.toRowMajor()) {
        all[next] = value;
        next++;
      }
    }
    return all;
  }

  /** The model of given parameters, rounded to floats. */
  Model model(double[] x) {
    return new Model(network, split(x));
  }

  private float[][] split(double[] x) {
    float[][] values = new float[weights.panels().size()][];
    int next = 0;
    for (int p = 0; p < values.length; p++) {
      Panels panels = weights.panels().get(p);
      values[p] = new float[panels.rows() * panels.cols()];
      for (int i = 0; i < values[p].length; i++) {
        values[p][i] = (float) x[next];
        next++;
      }
    }
    return values;
  }

  /** Evaluates at {@code x} rounded to floats. */
  @Override
  public Point at(double[] x) {
    weights.set(model(x));
    team.run(chunks(), this::runRows);
    double value = meanLoss();
    if (!evaluated && !Double.isFinite(value)) {
      throw diverged(value);
    }
    team.run(parts.size(), this::computePart);
    if (!evaluated) {
      checkGradient();
    }
    evaluated = true;
    return new Point(gather(weights.panels()), value, gather(gradients));
  }

  private void checkGradient() {
    for (int i = 0; i < gradients.size(); i++) {
      if (!Divergence.isFinite(gradients.get(i))) {
        throw Divergence.ofGradient(1, plan.trained().get(i).name());
      }
    }
  }

  private void runRows(int chunk, int worker) {
    int from = chunk * rowsOfChunk;
    int to = end(chunk);
    plan.forward(0, from, to, scratch[worker]);
    score(from, to, scratch[worker]);
    plan.backward(from, to, scratch[worker]);
  }

  private void score(int from, int to, Scratch temporary) {
    loss.run(kernels, plan.rows(), (float) (lossWeight / samples), from, to, temporary);
    for (int row = from; !sampleWeights.none() && row < to; row++) {
      sampleWeights.apply(plan.rows(), row);
    }
  }

  /** How large the targets are. */
  TargetScale scale() {
    return TargetScale.of(loss, plan.rows(), samples, sampleWeights, this::meanLoss);
  }

  /** The mean loss of the same outputs for all samples. */
  private double meanLoss(float[] outputs) {
    Matrix rows = plan.rows().outputs();
    for (int row = 0; row < samples; row++) {
      System.arraycopy(outputs, 0, rows.data(), rows.row(row), outputs.length);
    }
    team.run(chunks(), (chunk, worker) -> score(chunk * rowsOfChunk, end(chunk), scratch[worker]));
    return meanLoss();
  }

  private void computePart(int index, int worker) {
    Part part = parts.get(index);
    int begin = part.gradient.begin(part.index);
    int length = part.gradient.end(part.index) - begin;
    float[] gradient = GradientSum.of(part.gradient, part.index, samples, scratch[worker]);
    System.arraycopy(gradient, 0, part.values.data(), begin, length);
  }

  private double meanLoss() {
    double sum = 0;
    for (int row = 0; row < samples; row++) {
      sum += plan.rows().losses()[row];
    }
    return lossWeight * sum / samples;
  }

  private DivergedException diverged(double value) {
    String layer = plan.firstNotFinite(samples);
    return new DivergedException(
        1,
        layer,
        "The loss of the model to start from is %s; the first values that are not finite came from %s. Start from smaller parameters, scale inputs and targets, or check the data for NaN."
            .formatted(value, layer));
  }
}
