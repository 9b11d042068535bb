package dev.lanewise.examples.cli;

import dev.lanewise.examples.Mnist;
import dev.lanewise.examples.PerceptronDemo;
import dev.lanewise.examples.SineRegression;
import dev.lanewise.examples.Xor;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a short program, or lists them. */
@Command(
    name = "example",
    description = "Runs one of the short programs of the examples; without a name, lists them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  nn example",
      "  nn example xor",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class ExampleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      converter = Example.Converter.class,
      description = "${COMPLETION-CANDIDATES}.")
  private Optional<Example> example;

  /** The programs. */
  private enum Example {
    MNIST("learns to read handwritten digits", Mnist::main),
    XOR("learns \"exclusive or\" with a hidden layer", Xor::main),
    SINE("learns a curve: a regression", SineRegression::main),
    PERCEPTRON("Rosenblatt's perceptron, and what it cannot learn", PerceptronDemo::main);

    private final String summary;
    private final Consumer<String[]> main;

    Example(String summary, Consumer<String[]> main) {
      this.summary = summary;
      this.main = main;
    }

    @Override
    public String toString() {
      return Choice.name(this);
    }

    static final class Converter extends Choice<Example> {
      Converter() {
        super(Example.class);
      }
    }
  }

  @Override
  public Integer call() {
    example.ifPresentOrElse(chosen -> chosen.main.accept(new String[0]), this::list);
    return ExitCode.OK;
  }

  private void list() {
    PrintWriter out = spec.commandLine().getOut();
    for (Example each : Example.values()) {
      out.printf("%-10s  %s%n", each, each.summary);
    }
  }
}
