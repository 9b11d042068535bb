package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Counts what JMH will run from what it prints with {@code -lp}: a line with the name of each
 * benchmark, once for each of its modes, and below it a line for each parameter, such as {@code
 * param "batch" = {32, 128}}, with the values that were asked for.
 */
final class JmhListing {
  private static final String HEADER = "Benchmarks:";
  private static final String PARAMETER = "  param \"";

  private JmhListing() {}

  /**
   * The number of comparisons.
   *
   * @param lines what JMH printed
   * @param arguments which say what is measured: modes ({@code -bm}) and allocation ({@code -prof
   *     gc})
   */
  static int comparisons(List<String> lines, List<String> arguments) throws UnusableInput {
    CommandLineOptions options = options(arguments);
    Set<Mode> modes = modes(options.getBenchModes());
    Set<String> names = new HashSet<>();
    List<Integer> runs = new ArrayList<>();
    List<String> listed =
        lines.stream().dropWhile(line -> !line.startsWith(HEADER)).skip(1).toList();
    for (String line : listed) {
      if (line.startsWith(PARAMETER)) {
        int values = line.substring(line.indexOf("= {")).split(",", -1).length;
        runs.set(runs.size() - 1, runs.getLast() * values);
      } else {
        // Given modes take the place of those that the benchmark has been declared with.
        boolean again = !names.add(line) && !modes.isEmpty();
        runs.add(again ? 0 : Math.max(modes.size(), 1));
      }
    }
    boolean allocations =
        options.getProfilers().stream().anyMatch(profiler -> profiler.getKlass().equals("gc"));
    return runs.stream().mapToInt(Integer::intValue).sum() * (allocations ? 2 : 1);
  }

  private static CommandLineOptions options(List<String> arguments) throws UnusableInput {
    try {
      return new CommandLineOptions(arguments.toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw new UnusableInput("JMH's options: " + e.getMessage(), e);
    }
  }

  private static Set<Mode> modes(Collection<Mode> given) {
    Set<Mode> modes = new HashSet<>(given);
    if (modes.remove(Mode.All)) {
      for (Mode mode : Mode.values()) {
        if (mode != Mode.All) {
          modes.add(mode);
        }
      }
    }
    return modes;
  }
}
