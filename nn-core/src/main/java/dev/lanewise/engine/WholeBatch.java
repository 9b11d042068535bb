package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.GradientParts.PartStage;
import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A whole data set as one batch that is read once, with the stages of training and a gradient that
 * is kept instead of an update.
 */
public final class WholeBatch {
  private final ParameterMemory memory;
  private final int samples;
  private final SampleWeights weights;
  private final TrainingPlan plan;
  private final Scoring scoring;
  private final double[] positions;
  private final Stages passes;
  private final Stages scores;
  private final PartStage gathering;
  private final WholeGradient whole;

  /** Allocates the buffers of all samples and reads them. */
  public WholeBatch(TrainingSetup setup, Dataset data, Optional<float[]> ofSamples) {
    DataCheck.fits(setup.model().network(), data);
    samples = data.size();
    memory = ParameterMemory.of(setup.kernels(), setup.model());
    int[] order = new int[samples];
    data.order(order, 0, 0, false);
    Batch batch = new Batch(data, order);
    Workers workers = Workers.of(setup.team());
    Network network = setup.model().network();
    Wiring wiring = Wiring.of(setup.losses().training(network));
    plan =
        new TrainingPlan(
            setup.kernels(),
            wiring,
            memory,
            batch,
            PlanSettings.training(
                samples, setup.seed(), setup.team().workers(), setup.rules().frozen()));
    scoring =
        new Scoring(
            setup.kernels(),
            setup.losses().of(setup.model().network()),
            plan.outputs(),
            plan.outputGradients(),
            plan.outputShapes(),
            data.targetWidths());
    weights = new SampleWeights(setup.classWeights(), samples, scoring.positions());
    weights.ofSamples(ofSamples);
    positions = scoring.positions(data);
    batch.select(
        0,
        samples,
        Chunks.of(setup.kernels().tuning(), setup.team().workers(), network, wiring, plan.step())
            .rows(samples));
    List<RowPass> score = List.of(scoring.losses(), scoring.applyWeights(weights));
    List<Pass> all = new ArrayList<>(plan.forward());
    all.addAll(score);
    all.addAll(plan.backward());
    Chunking chunking = setup.kernels().tuning().chunking();
    passes = new Stages(all, batch, chunking, workers);
    scores = new Stages(score, batch, chunking, workers);
    whole =
        new WholeGradient(
            setup.kernels(),
            plan.trained().stream().map(Trained::values).toList(),
            Optional.empty());
    gathering =
        new GradientParts(setup.kernels(), plan.trained(), workers)
            .stage((part, scratch) -> whole.gather(part, samples, scratch));
    new Stages(
            List.of(new Reading(batch, plan, scoring), scoring.weigh(weights, batch)),
            batch,
            chunking,
            workers)
        .run();
    scoring.begin(samples, positions);
  }

  /** The number of samples. */
  public int samples() {
    return samples;
  }

  /** The current parameters, in the order of the network. */
  public Collection<Panels> parameters() {
    return memory.panels().values();
  }

  /** Sets the parameters. */
  public void set(Model model) {
    memory.set(model);
  }

  /** Goes forward and backward with the current parameters; returns the mean loss. */
  public double loss() {
    passes.run();
    return meanLoss();
  }

  /** The gradient of the last {@link #loss}, laid out like the parameters. */
  public Collection<Panels> gradient() {
    whole.begin(0, 1);
    gathering.run(samples);
    List<Panels> gradient = new ArrayList<>();
    for (int i = 0; i < plan.trained().size(); i++) {
      gradient.add(whole.of(i));
    }
    return gradient;
  }

  /** Throws if the last {@link #gradient} is not finite. */
  public void checkGradient() {
    for (int i = 0; i < plan.trained().size(); i++) {
      if (!Divergence.isFinite(whole.of(i))) {
        throw Divergence.ofGradient(1, plan.trained().get(i).name());
      }
    }
  }

  /** The mean loss of the same outputs for all samples. */
  public double loss(float[] outputs) {
    Matrix rows = scoring.rows().outputs();
    for (int row = 0; row < samples; row++) {
      System.arraycopy(outputs, 0, rows.data(), rows.row(row), outputs.length);
    }
    scores.run();
    return meanLoss();
  }

  private double meanLoss() {
    return scoring.add(samples, new EpochSums(plan.outputs().size()), positions) / samples;
  }

  /** What the loss reads and writes. */
  public LossRows rows() {
    return scoring.rows();
  }

  /** What a sample counts. */
  public double weight(int sample) {
    return weights.of(sample);
  }

  /** The name of the first layer whose output is not finite everywhere, or {@code loss}. */
  public String firstNotFinite() {
    return plan.firstNotFinite(samples);
  }
}
