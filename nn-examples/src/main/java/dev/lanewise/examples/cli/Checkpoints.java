package dev.lanewise.examples.cli;

import dev.lanewise.files.CheckpointDirectory;
import dev.lanewise.files.Recovery;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import dev.lanewise.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that keep training from being lost. */
final class Checkpoints {

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Save the state of training in this directory after each epoch, and go on from the newest"
              + " state that is there.")
  private Optional<Path> directory;

  @Option(
      names = "--checkpoint-steps",
      paramLabel = "COUNT",
      converter = Numbers.Positive.class,
      description = "Save after every so many steps, too (default: after epochs only).")
  private Optional<Integer> steps;

  /**
   * The newest state that is whole, if anything was saved; tells of newer ones that are not.
   *
   * @throws dev.lanewise.FileException if there are states, but none can be used
   */
  Optional<TrainerState> newest(PrintWriter err) {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    Recovery recovery = new CheckpointDirectory(directory.get()).last();
    for (Recovery.Skipped skipped : recovery.skipped()) {
      err.printf("skipped a checkpoint that cannot be used: %s%n", skipped.reason().getMessage());
    }
    err.flush();
    return recovery.state();
  }

  /** Saves the trainer's state as the options say. */
  TrainingListener saves(Trainer trainer) {
    if (directory.isEmpty()) {
      return new TrainingListener() {};
    }
    CheckpointDirectory checkpoints = new CheckpointDirectory(directory.get());
    return new TrainingListener() {
      @Override
      public void onBatch(Progress progress) {
        if (steps.isPresent()
            && progress.finishedSteps() % steps.get() == 0
            && progress.done() < progress.total()) {
          checkpoints.save(trainer.state());
        }
      }

      @Override
      public void onEpoch(EpochResult result) {
        checkpoints.save(trainer.state());
      }
    };
  }
}
