package dev.lanewise.bench.gate;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code nn bench gate}: compares the benchmarks of two versions and fails if the new
 * one is slower.
 *
 * <pre>
 *   nn bench gate BASE.json NEW.json
 *   nn bench gate --base-jar OLD/benchmarks.jar --new-jar NEW/benchmarks.jar --include Predict -- -w 1 -r 1
 * </pre>
 */
public final class Gate {
  /** No regression. */
  static final int QUIET = 0;

  /** A regression. */
  static final int REGRESSION = 1;

  /** Nothing to decide on. */
  static final int UNUSABLE = 2;

  /** No regression for sure, but what may be one with more forks. */
  static final int UNCLEAR = 3;

  private Gate() {}

  /**
   * Runs the command; returns the exit status: 0 quiet, 1 a regression, 2 unusable input, 3
   * unclear.
   */
  public static int run(String[] args) {
    return run(
        args,
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  static int run(String[] args, PrintWriter out, PrintWriter err) {
    List<String> all = Arrays.asList(args);
    int end = all.contains("--") ? all.indexOf("--") : all.size();
    List<String> jmhOptions = all.subList(Math.min(end + 1, all.size()), all.size());
    return new CommandLine(new GateCommand(jmhOptions, out, err))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Gate::usage)
        .setExecutionExceptionHandler((e, command, parsed) -> {
          if (e instanceof UnusableInput) {
            err.println("nn bench gate: " + oneLine(e));
            return UNUSABLE;
          }
          throw e;
        })
        .execute(all.subList(0, end).toArray(String[]::new));
  }

  private static int usage(ParameterException e, String[] args) {
    e.getCommandLine()
        .getErr()
        .println("nn bench gate: " + oneLine(e) + "; try 'nn bench gate --help'");
    return UNUSABLE;
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
