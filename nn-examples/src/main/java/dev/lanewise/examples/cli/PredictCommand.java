package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.tabular.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers for photos, or for the rows of a table. */
@Command(
    name = "predict",
    description = "Prints what a saved model predicts for photos, or for each row of a table.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  nn predict --model photos.safetensors cat.jpg dog.png",
      "  nn predict --model iris.safetensors --data new.csv",
      "  nn predict --model load.safetensors --data load.csv",
      "  nn predict --model iris.safetensors --data new.csv --proba --output answers.csv",
      "  generate | nn predict --model iris.safetensors --data -",
      "",
      "For photos the first line is file,class,probability, then there is one line for",
      "each photo, with --proba and a column for each class. Photos of any size are read",
      "as those that the model was trained on.",
      "For a table the first line is the name of the predicted column, then there is one",
      "line for each row. Numbers are in the unit of that column. Before it are the columns",
      "of --keep, behind it with --proba a column for each class. Characters that would",
      "control a terminal, and line ends, are written as escapes such as \\u001b.",
      "A series is continued behind its last row: step,TIME,COLUMN and a line for each row",
      "that follows, with its time if those before are numbers or dates like 2026-01-31",
      "that are equally far apart.",
      "Columns may be in any order; those that the model does not know are ignored.",
      "A table is read as the one that the model was trained on, unless options say",
      "otherwise; standard input is read, and answered, while it comes.",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A file that nn train --model has written.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      converter = FileName.class,
      description =
          "A CSV file with the columns that the model was trained on, or - for standard input.")
  private Optional<String> data;

  @Parameters(
      paramLabel = "PHOTO",
      arity = "0..*",
      description = "PNG, JPEG, GIF or BMP files, for a model that was trained on photos.")
  private List<Path> photos = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the answers to this file, whole or not at all, instead of printing them.")
  private Optional<Path> output;

  @Option(names = "--proba", description = "Also tell the probability of each class.")
  private boolean probabilities;

  @Option(
      names = "--keep",
      paramLabel = "COLUMNS",
      description =
          "Columns of a table to repeat before the answers (default: those of nn train --id, if the table has"
              + " them).")
  private List<String> kept = new ArrayList<>();

  @Mixin private CsvOptions csv;

  @Override
  public Integer call() {
    if (data.isPresent() != photos.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          photos.isEmpty()
              ? "Name photos, or a table with --data."
              : "Name photos or a table with --data, not both.");
    }
    output.ifPresent(this::requireOther);
    SavedModel saved = SavedModel.load(model);
    Answers answers = new Answers(data.isPresent() ? ofTable(saved, data.get()) : ofPhotos(saved));
    if (output.isPresent()) {
      answers.write(output.get());
    } else {
      boolean eager = data.equals(Optional.of(TableInput.STANDARD_INPUT));
      answers.print(spec.commandLine().getOut(), eager);
    }
    return ExitCode.OK;
  }

  private Answers.Source ofPhotos(SavedModel saved) {
    if (!kept.isEmpty()) {
      throw new SettingException(
          "--keep belongs to a table; found photos. Leave it out; answers name the files.");
    }
    csv.refuse(model, "photos");
    return new PhotoAnswers(saved.requirePhotos(), saved.file(), photos, probabilities);
  }

  private Answers.Source ofSeries(SavedModel saved, SeriesPredictor predictor, String name) {
    if (probabilities || !kept.isEmpty()) {
      throw new SettingException(
          "%s belongs to rows that are answered one by one; %s continues a series. Leave it out."
              .formatted(probabilities ? "--proba" : "--keep", model));
    }
    return new SeriesAnswers(predictor, TableInput.open(name, csv.format(saved.properties())));
  }

  private Answers.Source ofTable(SavedModel saved, String name) {
    if (saved.series().isPresent()) {
      return ofSeries(saved, saved.series().get(), name);
    }
    TablePredictor predictor = saved.requireTable();
    if (probabilities && predictor.target() instanceof Target.OfNumber number) {
      throw new SettingException(
          "--proba belongs to classes; %s predicts numbers of column %s. Leave it out."
              .formatted(model, Printable.of(number.column())));
    }
    CsvTable table = TableInput.once(name, csv.format(saved.properties()), output.isEmpty());
    List<String> columns =
        kept.isEmpty()
            ? saved.ids().stream().filter(table.columns()::contains).toList()
            : new Columns(kept).in(table);
    return new TableAnswers(predictor, table, columns, probabilities);
  }

  private void requireOther(Path file) {
    Overwriting.refuse("--output", file, "--model", model);
    data.filter(name -> !name.equals(TableInput.STANDARD_INPUT))
        .ifPresent(name -> Overwriting.refuse("--output", file, "--data", Path.of(name)));
    photos.forEach(photo -> Overwriting.refuse("--output", file, "a photo", photo));
  }
}
