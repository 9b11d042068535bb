package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how good a model is. */
@Command(
    name = "evaluate",
    description = "Tells how well a saved model does on data whose answers are known.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  nn evaluate --model digits.safetensors",
      "  nn evaluate --model photos.safetensors --data photos --held-out",
      "  nn evaluate --model iris.safetensors --data iris.csv --held-out",
      "  nn evaluate --model iris.safetensors --data more-iris.csv --json",
      "",
      "Of a series the errors are told beside those of the last value and of the value a",
      "season before; of the one that the model was trained on, those of the windows that",
      "training held out, as it told them.",
      "Errors of numbers are in the unit of the table's column. A table is read as the",
      "one that the model was trained on, unless options say otherwise.",
      "",
      "With --json, standard output holds one JSON object:",
      "  scored                   what was scored, as text",
      "  samples                  how many",
      "  accuracy, logLoss, rocAuc, classes (name, precision, recall, f1, samples)",
      "  and confusion (rows of counts), or of numbers rmse, mae, r2",
      "  or of a text loss, perplexity, bits (a token), bitsPerCharacter and accuracy",
      "  or of a series windows and columns (name, model, naive, seasonal: rmse, mae)",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A file that nn train --model has written.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "mnist|DIR|FILE",
      defaultValue = TrainingData.MNIST,
      converter = FileName.class,
      description =
          "MNIST's test images, those of a directory with IDX files, a directory of photos with a"
              + " folder for each class, or a table with the target: a CSV file, or - for standard"
              + " input (default: ${DEFAULT-VALUE}).")
  private String data;

  @Option(
      names = "--held-out",
      description =
          "Score only the rows that training held out of this very table, or the photos of this very"
              + " directory, which the model file knows.")
  private boolean heldOut;

  @Mixin private CsvOptions csv;

  @Option(names = "--json", description = "Print one JSON object instead of text for people.")
  private boolean json;

  @Override
  public Integer call() {
    Score score = Score.of(SavedModel.load(model), data, csv, heldOut);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter notes = json ? spec.commandLine().getErr() : out;
    score.note().ifPresent(note -> notes.println("note      " + Printable.of(note)));
    notes.flush();
    out.println(json ? ScoreText.json(score) : ScoreText.text(score));
    return ExitCode.OK;
  }
}
