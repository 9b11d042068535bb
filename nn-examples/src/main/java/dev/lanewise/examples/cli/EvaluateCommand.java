package dev.lanewise.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
      "  nn evaluate --model iris.safetensors --data more-iris.csv",
      "",
      "Errors of numbers are in the unit of the table's column.",
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
          "MNIST's test images, those of a directory with IDX files, or a CSV file with the target"
              + " (default: ${DEFAULT-VALUE}).")
  private String data;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(SavedModel.load(model).report(data));
    return ExitCode.OK;
  }
}
