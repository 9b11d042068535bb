package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the user tells JMH. */
final class JmhArguments {
  /** What the gate itself tells it. JMH also takes {@code -f0}, {@code -f=0} and {@code --f}. */
  private static final Pattern RESERVED = Pattern.compile("--?(f|wf|foe|rf|rff)(=.*|[0-9]+)?");

  private JmhArguments() {}

  /** The benchmarks to run, if given, and options; refuses those that are the gate's. */
  static List<String> of(@Nullable String include, List<String> options) throws UnusableInput {
    List<String> arguments = new ArrayList<>();
    if (include != null) {
      arguments.add(include);
    }
    for (String option : options) {
      if (RESERVED.matcher(option).matches()) {
        throw new UnusableInput("JMH's option " + option + " is the gate's own; use --forks");
      }
      arguments.add(option);
    }
    return arguments;
  }
}
