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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that keep training from being lost. */
final class Checkpoints {
  private static final String START = "start.safetensors";
  private static final String FINGERPRINT = "fingerprint";
  private static final String DATA = "data";

  /** What the properties begin with that tell the options which say how the data are read. */
  private static final String GIVEN = "given.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
      throw others(file, kept.properties(), described(data, "").properties());
    }
  }

  /** Names the options that are not as they were; if all are, the data must be other ones. */
  private SettingException others(Path file, Map<String, String> before, Map<String, String> now) {
    List<String> changed =
        Stream.concat(before.keySet().stream(), now.keySet().stream())
            .filter(name -> name.startsWith(GIVEN))
            .filter(name -> !Objects.equals(before.get(name), now.get(name)))
            .distinct()
            .sorted()
            .toList();
    String expected = description(before, changed);
    String found = description(now, changed);
    List<String> options = new ArrayList<>(List.of("--data"));
    changed.forEach(name -> options.add(name.substring(GIVEN.length())));
    return new SettingException(
        "%s: expected the data that the checkpoint was made with, split alike (%s); found %s. Set %s as before, or another --checkpoint."
            .formatted(
                file,
                expected,
                found.equals(expected) ? "other values" : "others (" + found + ")",
                options.size() == 1
                    ? options.getFirst()
                    : String.join(", ", options.subList(0, options.size() - 1))
                        + " and "
                        + options.getLast()));
  }

  private static String description(Map<String, String> properties, List<String> changed) {
    StringBuilder text = new StringBuilder(properties.getOrDefault(DATA, "unknown"));
    for (String name : changed) {
      String option = name.substring(GIVEN.length());
      String value = properties.get(name);
      text.append(
          value == null
              ? ", without " + option
              : ", %s %s".formatted(option, value).stripTrailing());
    }
    return text.toString();
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

  private Metadata described(TrainingData data, String print) {
    Map<String, String> properties = new HashMap<>(data.metadata().properties());
    properties.put(FINGERPRINT, print);
    properties.put(DATA, data.description());
    ParseResult given = command.commandLine().getParseResult();
    for (String option : data.kind().options()) {
      if (given.hasMatchedOption(option)) {
        List<String> values = given.matchedOption(option).originalStringValues();
        properties.put(GIVEN + option, String.join(",", values));
      }
    }
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
