package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.engine.SampleWeights;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingRun;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.schedule.Schedule;
import dev.lanewise.team.Team;
import java.util.Optional;

/**
 * What a trainer was built with.
 *
 * @param model what it starts from
 * @param loss what it minimises
 * @param rules how gradients become parameters
 * @param classWeights a factor on the loss of each class, if any
 * @param batchSize samples of a batch
 * @param seed decides the order of samples and random masks
 * @param schedule the learning rate over the steps
 * @param plateau lowers the learning rate, if present
 */
record TrainerSettings(
    Model model,
    Loss loss,
    TrainingRules rules,
    Optional<float[]> classWeights,
    int batchSize,
    long seed,
    Schedule schedule,
    Optional<Plateau> plateau) {

  /** Checks that model, loss and weights of classes make sense together. */
  TrainerSettings {
    int outputs = loss.training(model.network()).output().size();
    classWeights.ifPresent(weights -> SampleWeights.checkClasses(weights, loss, outputs));
  }

  /** The most samples of a step: more than a batch if gradients are accumulated. */
  int stepSamples() {
    return (int) Math.min((long) batchSize * rules.accumulation(), Integer.MAX_VALUE);
  }

  /**
   * Allocates a run.
   *
   * @throws SettingException if the memory does not suffice
   */
  TrainingRun newRun(Kernels kernels, Team team, int targetColumns) {
    int slots = rules.slots() + rules.wholeGradients();
    boolean copied = kernels.tuning().blocking().copies(batchSize);
    MemoryEstimate need = MemoryEstimate.of(model.network(), slots, batchSize, copied);
    need.check(Runtime.getRuntime().maxMemory());
    try {
      return allocate(kernels, team, targetColumns);
    } catch (OutOfMemoryError e) {
      throw new SettingException(
          "Training needs %s, and the heap does not have it left. Use a smaller batch or network, or start java with a larger -Xmx."
              .formatted(need));
    }
  }

  private TrainingRun allocate(Kernels kernels, Team team, int targetColumns) {
    return new TrainingRun(
        kernels,
        model,
        loss,
        rules,
        new SampleWeights(loss, classWeights, batchSize),
        targetColumns,
        batchSize,
        seed,
        team);
  }
}
