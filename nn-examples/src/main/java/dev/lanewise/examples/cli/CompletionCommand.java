package dev.lanewise.examples.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Prints a script that teaches bash and zsh to complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script with which bash and zsh complete commands and options.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  source <(./nn completion)",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine program = spec.root().commandLine();
    program.getSubcommands().values().forEach(command -> name(command.getCommandSpec()));
    spec.commandLine().getOut().print(AutoComplete.bash("nn", program));
  }

  /**
   * Gives each option a label of its own: picocli's script keeps the values of an option in a
   * variable named after its label, and options of one label would offer the values of the last.
   */
  private static void name(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.arity().max() > 0) {
        String label = option.longestName().replaceAll("\\W+", "_");
        command.remove(option);
        command.addOption(OptionSpec.builder(option).paramLabel(label).build());
      }
    }
  }
}
