package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingSetup;
import dev.lanewise.engine.TrainingSteps;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.schedule.Schedule;
import dev.lanewise.team.Team;
import java.util.Optional;

/**
 * What a trainer was built with.
 *
 * @param model what it starts from
 * @param losses what it minimises
 * @param rules how gradients become parameters
 * @param classWeights a factor on the loss of each class, if any
 * @param batchSize samples of a batch
 * @param seed decides the order of samples and random masks
 * @param schedule the learning rate over the steps
 * @param plateau lowers the learning rate, if present
 */
record TrainerSettings(
    Model model,
    WeightedLosses losses,
    TrainingRules rules,
    Optional<float[]> classWeights,
    int batchSize,
    long seed,
    Schedule schedule,
    Optional<Plateau> plateau) {

  /** Checks that model, losses and weights of classes make sense together. */
  TrainerSettings {
    Network trained = losses.training(model.network());
    classWeights.ifPresent(weights -> {
      if (trained.outputs().size() > 1) {
        throw new SettingException(
            "Weights of classes need a network with one output; found %s. Give weights of samples, or to the losses, instead."
                .formatted(trained.outputs().size()));
      }
      SampleWeights.checkClasses(weights, losses.terms().getFirst().loss(), trained.output());
    });
  }

  /** The most samples of a step: more than a batch if gradients are accumulated. */
  int stepSamples() {
    return (int) Math.min((long) batchSize * rules.accumulation(), Integer.MAX_VALUE);
  }

  /**
   * Allocates what training steps need.
   *
   * @param data whose kind of samples will be trained on
   * @throws SettingException if the memory does not suffice
   */
  TrainingSteps newSteps(Kernels kernels, Team team, Dataset data) {
    int slots = rules.slots() + rules.wholeGradients();
    boolean copied = kernels.tuning().blocking().copies(batchSize);
    MemoryEstimate need = MemoryEstimate.of(model.network(), slots, batchSize, copied);
    need.check(Runtime.getRuntime().maxMemory());
    try {
      return new TrainingSteps(setup(kernels, team), data);
    } catch (OutOfMemoryError e) {
      throw new SettingException(
          "Training needs %s, and the heap does not have it left. Use a smaller batch or network, or start java with a larger -Xmx."
              .formatted(need));
    }
  }

  /** What the engine is set up with. */
  TrainingSetup setup(Kernels kernels, Team team) {
    return new TrainingSetup(kernels, model, losses, rules, classWeights, batchSize, seed, team);
  }

  /** Refuses a model of another network. */
  void requireSameNetwork(Model other) {
    if (!other.network().equals(model.network())) {
      throw new ShapeException(
          "Expected a model of the network %s; found one of %s."
              .formatted(model.network(), other.network()));
    }
  }

  /** The schedule's factor on the learning rate of a step. */
  double factor(long step) {
    double factor = schedule.factor(step);
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new SettingException(
          "Schedule: the factor of a step must be finite and at least 0; found %s at step %s."
              .formatted(factor, step));
    }
    return factor;
  }
}
