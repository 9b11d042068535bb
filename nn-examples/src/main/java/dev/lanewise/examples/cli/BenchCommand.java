package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Names the benchmarks, for help and completion. They are programs of another module, which the
 * script {@code nn} builds and starts: who trains need not build them.
 */
@Command(
    name = "bench",
    description = "Measures on this machine, beside other libraries.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  nn bench cold",
      "  nn bench compare --help   show all settings",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values; those of gate",
      "are in its own help. The first time, the script nn builds the benchmarks."
    })
public final class BenchCommand implements Callable<Integer> {
  private CommandSpec spec = CommandSpec.create();

  @Spec
  void spec(CommandSpec given) {
    spec = given;
    add("compare", "Trains the same networks with Lanewise and with its peers, in turn.");
    add("products", "Multiplies the matrices of training, beside MKL and others.");
    add("predict", "Tells the latency of predictions, beside ONNX Runtime's.");
    add("generate", "Tells the latency of a token, beside PyTorch's and ONNX Runtime's.");
    add("cold", "Tells what a start costs, beside Python's PyTorch.");
    add("gate", "Tells whether a change made a benchmark slower.");
  }

  private void add(String name, String description) {
    CommandSpec program = CommandSpec.forAnnotatedObject(new Program(name));
    program.usageMessage().description(description);
    spec.addSubcommand(name, program);
  }

  @Override
  public Integer call() {
    return Failures.commandMissing(spec.commandLine());
  }

  /** Stands for a program that the script starts instead of this one. */
  @Command
  private static final class Program implements Callable<Integer> {
    private final String name;

    /** Known to that program. */
    @SuppressWarnings("unused")
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    private Program(String name) {
      this.name = name;
    }

    @Override
    public Integer call() {
      throw new SettingException(
          "Benchmarks need the sources of Lanewise and a Unix shell; found another start. Run ./nn bench %s in the directory of the sources."
              .formatted(name));
    }
  }
}
