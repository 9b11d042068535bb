package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import java.util.Optional;

/**
 * Where rows are few, those that early stopping sets aside are missed: once they have told how many
 * epochs are best, a new model is trained for so many on all rows.
 *
 * @param options how to train
 * @param plan how long
 * @param seed of both trainings
 */
record Refit(TrainingOptions options, Plan plan, long seed) {

  /** The final model of a training that has ended. */
  Result result(TrainingData data, Trainer trainer, History history, Interruption.Guard guard) {
    Optional<Integer> epochs = data.best(history);
    if (data.whole().isPresent() && epochs.isPresent() && !history.cancelled()) {
      TrainingData whole = data.untilTheEnd();
      try (Trainer again =
          options.trainer(trainer.model().network(), whole, plan, Optional.empty(), seed)) {
        guard.watch(again);
        Fit fit = Fit.epochs(epochs.get()).withListener(guard);
        if (!again.fit(whole.train(), fit).cancelled()) {
          return new Result(again.model(), again.evaluate(data.test()), true);
        }
      }
    }
    Model model = trainer.model();
    return new Result(model, trainer.evaluate(data.test()), false);
  }
}
