package dev.lanewise.examples.cli;

import dev.lanewise.LanewiseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Tells people what went wrong: one line on standard error, and an exit status. */
public final class Failures {
  /** How picocli introduces what a converter says about a value. */
  private static final Pattern INVALID =
      Pattern.compile(
          "Invalid value for (?:option '(.+?)'|positional parameter .*?\\((.+?)\\)): (.*)");

  private Failures() {}

  /** Options or values are wrong: status 2. */
  public static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = name(command);
    command.getErr().println(name + ": " + sentence(oneLine(e)) + " Try '" + name + " --help'.");
    return ExitCode.USAGE;
  }

  /** The library refused or gave up: status 1. Anything else is a defect and keeps its trace. */
  public static int failure(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    if (!(e instanceof LanewiseException)) {
      throw e;
    }
    command.getErr().println(name(command) + ": " + sentence(oneLine(e)));
    return ExitCode.SOFTWARE;
  }

  /** Runs a command; if the heap is too small, says so in one line: status 1. */
  public static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      CommandLine command = parsed.asCommandLineList().getLast();
      command
          .getErr()
          .printf(
              "%s: not enough memory (%s; heap limit %d MiB). "
                  + "Choose a smaller --batch or --hidden, or raise the limit, as with NN_JAVA_OPTS=-Xmx4g.%n",
              name(command), e.getMessage(), Machine.heapLimit());
      return ExitCode.SOFTWARE;
    }
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String oneLine(Exception e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    Matcher matcher = INVALID.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    String option = matcher.group(1);
    return (option == null ? matcher.group(2) : option) + " " + matcher.group(3);
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
