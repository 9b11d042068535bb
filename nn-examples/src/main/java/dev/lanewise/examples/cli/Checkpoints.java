package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.files.CheckpointDirectory;
import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import dev.lanewise.files.Recovery;
import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import dev.lanewise.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that keep training from being lost. */
final class Checkpoints {
  private static final String START = "start.safetensors";
  private static final String FINGERPRINT = "fingerprint";
  private static final String DATA = "data";

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Save the state of training in this directory after each epoch, and go on from the newest"
              + " state that is there, with the same data and seed.")
  private Optional<Path> directory;

  @Option(
      names = "--checkpoint-steps",
      paramLabel = "COUNT",
      converter = Numbers.Positive.class,
      description = "Save after every so many steps, too (default: after epochs only).")
  private Optional<Integer> steps;

  boolean isOn() {
    return directory.isPresent();
  }

  /**
   * Refuses to keep anything.
   *
   * @throws SettingException if there is a directory
   */
  void refuse(String option) {
    if (directory.isPresent()) {
      throw new SettingException(
          "%s trains several models, of which no states are saved; found --checkpoint. Leave one of them out."
              .formatted(option));
    }
  }

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
      String reason = Printable.of(skipped.reason().getMessage());
      err.println("skipped a checkpoint that cannot be used: " + reason);
    }
    err.flush();
    return recovery.state();
  }

  /**
   * Makes sure that a state goes on with the data it was made with, split alike.
   *
   * @throws SettingException if it does not
   */
  void requireSame(TrainingData data, Optional<TrainerState> state) {
    if (directory.isEmpty() || state.isEmpty()) {
      return;
    }
    Path file = directory.get().resolve(START);
    if (Files.notExists(file)) {
      throw new SettingException(
          "%s: expected this file beside the checkpoint, which tells the data and how they were split; found none. Bring it back, or set another --checkpoint."
              .formatted(file));
    }
    Metadata kept = ModelFile.load(file).metadata();
    if (!isOf(data, kept)) {
      throw new SettingException(
          "%s: expected the data that the checkpoint was made with, split alike (%s); found others (%s). Set --data, --target, --test-share and --augment as they were, or another --checkpoint."
              .formatted(
                  file, kept.properties().getOrDefault(DATA, "unknown"), data.description()));
    }
  }

  /** Names and units must be the same, too: the fingerprint is of what a network sees. */
  private static boolean isOf(TrainingData data, Metadata kept) {
    return kept.labels().equals(data.metadata().labels())
        && kept.properties().entrySet().containsAll(data.metadata().properties().entrySet())
        && Objects.equals(
            kept.properties().get(TrainingData.AUGMENTED),
            data.metadata().properties().get(TrainingData.AUGMENTED))
        && Fingerprint.of(data.train(), data.test()).equals(kept.properties().get(FINGERPRINT));
  }

  /**
   * Makes sure that states can be saved. A file {@code start.safetensors} beside them holds the
   * model as it was in the beginning, with the encoder of a table and the fingerprint of the data.
   *
   * @param model what training starts from now
   */
  void begin(TrainingData data, Model model, Optional<TrainerState> state) {
    if (directory.isEmpty()) {
      return;
    }
    new CheckpointDirectory(directory.get()).requireSavable(model.network());
    if (state.isEmpty()) {
      Metadata start = described(data, Fingerprint.of(data.train(), data.test()));
      new ModelFile(model, start).save(directory.get().resolve(START));
    }
  }

  private static Metadata described(TrainingData data, String print) {
    Map<String, String> properties = new HashMap<>(data.metadata().properties());
    properties.put(FINGERPRINT, print);
    properties.put(DATA, data.description());
    return new Metadata(properties, data.metadata().labels());
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
