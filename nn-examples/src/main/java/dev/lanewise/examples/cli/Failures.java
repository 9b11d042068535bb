package dev.lanewise.examples.cli;

import dev.lanewise.LanewiseException;
import dev.lanewise.Printable;
import java.util.Arrays;
import java.util.Set;
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

  /** A command is needed, but none was given: shows which there are, with status 2. */
  public static int commandMissing(CommandLine command) {
    command.usage(command.getErr());
    return ExitCode.USAGE;
  }

  /** The library refused or gave up, or has a defect: status 1. */
  public static int failure(Exception e, CommandLine command, ParseResult parsed) {
    return tell(
        command,
        e instanceof LanewiseException known
            ? Remedies.withOptions(Printable.of(known.getMessage()), options(command))
            : defect(e));
  }

  /**
   * Runs a command; if the heap is too small, an error of the JVM ends it, or its output cannot be
   * written, says so in one line: status 1.
   */
  public static int execute(ParseResult parsed) {
    CommandLine command = parsed.asCommandLineList().getLast();
    int status;
    try {
      status = new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      status =
          tell(
              command,
              "not enough memory (%s; heap limit %s MiB). %s"
                  .formatted(
                      e.getMessage(), Machine.heapLimit(), Remedies.ofMemory(options(command))));
    } catch (Error e) {
      status = tell(command, defect(e));
    }
    // The programs of the examples print to System.out.
    return command.getOut().checkError() || System.out.checkError()
        ? tell(
            command,
            "standard output cannot be written: it is closed, or its disk is full. Redirect it to somewhere else")
        : status;
  }

  private static int tell(CommandLine command, String message) {
    command.getOut().flush();
    command.getErr().println(name(command) + ": " + sentence(message));
    return ExitCode.SOFTWARE;
  }

  /** One line instead of a stack trace, with the place that matters. */
  private static String defect(Throwable e) {
    String place =
        Arrays.stream(e.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.lanewise"))
            .findFirst()
            .map(frame -> " at " + frame)
            .orElse("");
    return Printable.of("this should not happen, please report it: " + e + place);
  }

  private static Set<String> options(CommandLine command) {
    return command.getCommandSpec().optionsMap().keySet();
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
