package dev.lanewise.bench.turns;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.lanewise.bench.Project;
import dev.lanewise.bench.compare.ChildProcess.FailedException;
import dev.lanewise.bench.compare.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that the commands share, and what they all do: measure, print, write. */
public final class Options {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often everything is run (default: 5, products: 3).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(names = "--no-peers", description = "Lanewise alone; nothing is downloaded.")
  private boolean noPeers;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to write the JSON file (default: below nn-bench/target).")
  private Optional<Path> output = Optional.empty();

  /** The number of rounds, at least 1. */
  public int rounds(int otherwise) {
    int count = rounds.orElse(otherwise);
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds: at least 1; found " + count);
    }
    return count;
  }

  /** Whether a peer takes part; if only an obstacle keeps it from that, says so. */
  public boolean admit(String peer, Optional<String> obstacle) {
    if (!noPeers) {
      obstacle.ifPresent(reason -> err().printf("%s cannot run: %s.%n", peer, reason));
    }
    return !noPeers && obstacle.isEmpty();
  }

  /**
   * Measures, prints the machine and the tables, and writes everything as JSON.
   *
   * @param name of the command
   * @param text makes the tables
   * @return the exit status
   */
  public int report(String name, List<Entrant> entrants, int count, Function<Outcome, String> text)
      throws IOException {
    try {
      Outcome outcome = Turns.run(entrants, count, err());
      Map<String, String> machine = Machine.describe();
      PrintWriter out = spec.commandLine().getOut();
      machine.forEach((fact, value) -> out.printf("%-10s  %s%n", fact, value));
      out.printf("%n%s", text.apply(outcome));
      out.flush();
      Path directory = output.orElse(Project.output(name));
      Files.createDirectories(directory);
      Path file = directory.resolve(name + ".json");
      Files.writeString(file, json(outcome, machine));
      err().println("written: " + file);
      err().flush();
      return ExitCode.OK;
    } catch (FailedException e) {
      err().println("Lanewise failed: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  static String json(Outcome outcome, Map<String, String> machine) throws IOException {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("machine", machine);
    file.put("figures", outcome.all());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(file) + "\n";
  }
}
