package dev.lanewise.examples;

import dev.lanewise.examples.cli.BenchCommand;
import dev.lanewise.examples.cli.CleanWriter;
import dev.lanewise.examples.cli.CompletionCommand;
import dev.lanewise.examples.cli.DoctorCommand;
import dev.lanewise.examples.cli.EvaluateCommand;
import dev.lanewise.examples.cli.ExampleCommand;
import dev.lanewise.examples.cli.Failures;
import dev.lanewise.examples.cli.FileName;
import dev.lanewise.examples.cli.GenerateCommand;
import dev.lanewise.examples.cli.Numbers;
import dev.lanewise.examples.cli.PredictCommand;
import dev.lanewise.examples.cli.StandardStreams;
import dev.lanewise.examples.cli.TrainCommand;
import dev.lanewise.examples.cli.Version;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code nn}: trains networks, shows examples and inspects the machine. */
@Command(
    name = "nn",
    description = "Trains neural networks on the CPU with Lanewise.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      GenerateCommand.class,
      DoctorCommand.class,
      ExampleCommand.class,
      BenchCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  nn train                  train on MNIST with sensible settings",
      "  nn train --help           show all settings",
      "  nn train --data photos --network cnn --model photos.safetensors",
      "  nn predict --model photos.safetensors photo.jpg",
      "  nn train --data iris.csv --target species --model iris.safetensors",
      "  nn evaluate --model iris.safetensors --data iris.csv",
      "  nn predict --model iris.safetensors --data new.csv",
      "  nn train --data book.txt --network gpt --model book.safetensors",
      "  nn generate --model book.safetensors --prompt \"Once\"",
      "  nn doctor                 show what Lanewise finds on this machine",
      "  nn example xor            run a short program",
      "  nn bench cold             measure a start on this machine",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values or no command,",
      "130 ended by Ctrl-C.",
      "Options for Java, such as -Xmx4g, go into the environment variable NN_JAVA_OPTS."
    })
public final class Nn implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** Runs if no command is given. */
  @Override
  public Integer call() {
    return Failures.commandMissing(spec.commandLine());
  }

  /** Runs a command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    // Numbers have ASCII digits and points, whatever the language of the system.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(commandLine(StandardStreams.out(), StandardStreams.err()).execute(args));
  }

  /** The program, with standard output and standard error going to the given writers. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return commandLine()
        .setOut(CleanWriter.before(out, false))
        .setErr(CleanWriter.before(err, true));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Nn());
    Numbers.register(commandLine);
    FileName.register(commandLine);
    return commandLine
        .setExecutionStrategy(Failures::execute)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::failure);
  }
}
