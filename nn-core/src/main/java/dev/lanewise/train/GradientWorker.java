package dev.lanewise.train;

import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.EpochSums;
import dev.lanewise.engine.GradientValues;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Place;
import dev.lanewise.team.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes gradients of some samples and changes no parameter: for those who share a training step
 * among processes. Each shard's gradient is computed by any worker that has the parameters of the
 * step, {@link Gradients#sum} adds them in their order, and an {@link Updater} applies the sum.
 * With S shards a step the result has the bits of one trainer with {@code accumulation(S)}.
 *
 * <pre>{@code
 * Trainer.Builder settings = Trainer.builder(model, loss, optimizer).batchSize(256);
 * try (GradientWorker worker = settings.gradientWorker(); Updater updater = settings.updater()) {
 *   worker.set(updater.model());
 *   Gradients first = worker.gradients(data, new Shard(left, 512, 1));
 *   Gradients second = worker.gradients(data, new Shard(right, 512, 2));
 *   updater.apply(Gradients.sum(List.of(first, second)));
 * }
 * }</pre>
 *
 * <p>A worker belongs to one thread at a time. Buffers are allocated when it first meets data, and
 * a result with each gradient.
 */
public final class GradientWorker implements AutoCloseable {
  private final TrainerSettings settings;
  private final Backends.Selection selection;
  private final Team team;
  private final boolean ownsTeam;
  private Model model;
  private Optional<GradientValues> engine = Optional.empty();

  GradientWorker(
      TrainerSettings settings, Backends.Selection selection, Team team, boolean ownsTeam) {
    this.settings = settings;
    this.selection = selection;
    this.team = team;
    this.ownsTeam = ownsTeam;
    this.model = settings.model();
    requireNothingCarried();
  }

  /** Shards know no batch before them. */
  private void requireNothingCarried() {
    for (Place place : model.network().places()) {
      if (place.operation() instanceof RecurrentLayer layer
          && layer.recurrence().carriedRows() > 0) {
        throw new SettingException(
            "The gradient of a shard begins with no state, and %s carries its state from batch to batch. Build the network without carried states, or train with a Trainer."
                .formatted(place.label()));
      }
    }
  }

  /** Sets the parameters, of the same network. */
  public void set(Model other) {
    settings.requireSameNetwork(other);
    model = other;
    engine.ifPresent(each -> each.set(other));
  }

  /**
   * Computes the gradient of the mean loss over a step's samples, as far as it comes from those of
   * a shard.
   *
   * @param data the samples; of a data set that changes them, those {@link Dataset#inEpoch}. How
   *     many positions of them count is asked once as long as it is the same data set
   * @throws dev.lanewise.ShapeException if the data do not fit the network or the loss
   * @throws dev.lanewise.DataException if a target has no meaning for the loss
   * @throws SettingException if the shard has more samples than a batch
   * @throws DivergedException if the loss is NaN or infinite
   */
  public Gradients gradients(Dataset data, Shard shard) {
    if (shard.samples().length > settings.batchSize()) {
      throw new SettingException(
          "A shard has at most %s samples, those of a batch; found %s. Set batchSize, or cut finer."
              .formatted(settings.batchSize(), shard.samples().length));
    }
    GradientValues values = engine.orElseGet(() -> allocate(data));
    engine = Optional.of(values);
    EpochSums sums = values.compute(data, shard.samples(), shard.ofStep(), shard.number());
    Map<String, List<Gradients.Observed>> observed = new LinkedHashMap<>();
    values
        .observed()
        .forEach((name, seen) ->
            observed.put(name, List.of(new Gradients.Observed(seen.values(), seen.rate()))));
    return new Gradients(
        values.gradients(), observed, sums.losses(), sums.correct(), sums.samples());
  }

  private GradientValues allocate(Dataset data) {
    GradientValues values =
        new GradientValues(settings.setup(selection.backend().kernels(), team), data);
    values.set(model);
    return values;
  }

  /** Ends the worker's threads. */
  @Override
  public void close() {
    if (ownsTeam) {
      team.close();
    }
  }
}
