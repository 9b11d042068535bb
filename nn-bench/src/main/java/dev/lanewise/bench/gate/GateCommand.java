package dev.lanewise.bench.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the gate, and the way from them to a verdict. */
@Command(
    name = "nn bench gate",
    description = {
      "Compares the benchmarks of two versions, and fails if the new one is slower.",
      "",
      "Either reads two result files of JMH (-rf json), or runs two benchmarks jars in turn, one"
          + " fork of each at a time. The second way is the fair one: the first takes a slow hour of"
          + " the machine for a slow version."
    },
    customSynopsis = {
      "nn bench gate [options] BASE.json NEW.json",
      "nn bench gate [options] --base-jar JAR --new-jar JAR [--include REGEX] [--forks N] [-- JMH"
          + " options]"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeOnExecutionException = Gate.UNUSABLE,
    footer = {
      "",
      "With JMH's option -prof gc, allocated bytes are compared too. JMH itself allocates some 8 kB"
          + " in an iteration, in sampling mode 128 kB; what may be its own is no regression, so the"
          + " more operations an iteration (-r) has, the less can hide in it.",
      "",
      "The jar of an older commit, built beside this one:",
      "  git worktree add ../old COMMIT",
      "  (cd ../old && mvn -q -Dmaven.test.skip -pl nn-bench -am package)",
      "  nn bench gate --base-jar ../old/nn-bench/target/benchmarks.jar \\",
      "      --new-jar nn-bench/target/benchmarks.jar --include Predict -- -prof gc",
      "  git worktree remove --force ../old",
      "",
      "Exit status:",
      "  0  no regression",
      "  1  a regression",
      "  2  nothing to decide on: wrong options, unusable files, too few forks",
      "  3  unclear: worse, but perhaps by chance; more forks can tell"
    })
final class GateCommand implements Callable<Integer> {
  /**
   * Forks of each version. On simulated machines whose forks differ by 2 to 4 %, and drift, 24 find
   * a slowdown of 5 % in 97.6 % of 20,000 runs and raise a false alarm in 0.15 %; with 20 it is
   * 96.3 and 0.25 %, with 16 it is 93.7 and 0.45 %. The test of the gate's power repeats 200 of
   * them.
   */
  static final int DEFAULT_FORKS = 24;

  private final List<String> jmhOptions;
  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(arity = "0..2", paramLabel = "FILE", description = "Results of base and new version.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--base-jar", paramLabel = "JAR", description = "Benchmarks of the base.")
  private @Nullable Path baseJar;

  @Option(names = "--new-jar", paramLabel = "JAR", description = "Benchmarks of the new version.")
  private @Nullable Path newJar;

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      description = "The benchmarks to run (default: all, which takes hours).")
  private @Nullable String include;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_FORKS,
      description = "Forks of each version to run (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--min-effect",
      paramLabel = "PERCENT",
      defaultValue = "3",
      description = "The least slowdown that matters (default: ${DEFAULT-VALUE}).")
  private double minimumEffect;

  @Option(
      names = "--level",
      paramLabel = "P",
      defaultValue = "0.02",
      description =
          "The probability of a false alarm in the whole run (default: ${DEFAULT-VALUE}).")
  private double level;

  @Option(
      names = "--new-java-option",
      paramLabel = "OPTION",
      hidden = true,
      description = "An option for Java in forks of the new version, to plant a slowdown.")
  private List<String> newJavaOptions = new ArrayList<>();

  GateCommand(List<String> jmhOptions, PrintWriter out, PrintWriter err) {
    this.jmhOptions = jmhOptions;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws UnusableInput, InterruptedException, IOException {
    Rule rule = rule();
    boolean fromFiles = files.size() == 2 && baseJar == null && newJar == null;
    List<Comparison> comparisons;
    if (fromFiles) {
      comparisons = compareFiles(rule);
    } else if (files.isEmpty() && baseJar != null && newJar != null) {
      comparisons = compareJars(rule, versions(baseJar, newJar));
    } else {
      throw new UnusableInput("give two result files, or --base-jar and --new-jar");
    }
    new Report(rule, out).print(comparisons);
    if (fromFiles) {
      out.println(
          "The two files were measured at different times, so a drift of the machine counts as a"
              + " change; --base-jar and --new-jar run both in turn.");
    }
    return status(comparisons);
  }

  private static int status(List<Comparison> comparisons) {
    if (comparisons.stream().anyMatch(c -> c.isSlower() || c.allocatesMore())) {
      return Gate.REGRESSION;
    }
    return comparisons.stream().anyMatch(Comparison::isUnclear) ? Gate.UNCLEAR : Gate.QUIET;
  }

  private Rule rule() throws UnusableInput {
    if (!(minimumEffect >= 0 && level > 0 && level < 1)) {
      throw new UnusableInput("--min-effect from 0 and --level between 0 and 1 expected");
    }
    if (forks < 1) {
      throw new UnusableInput("--forks: at least 1 expected; found " + forks);
    }
    return new Rule(minimumEffect / 100, level);
  }

  private Map<Version, Benchmarks> versions(Path base, Path fresh) throws UnusableInput {
    for (Path jar : List.of(base, fresh)) {
      if (!Files.isRegularFile(jar)) {
        throw new UnusableInput(jar + ": no such file");
      }
    }
    return Map.of(
        Version.BASE,
        new Benchmarks(base, List.of()),
        Version.NEW,
        new Benchmarks(fresh, newJavaOptions));
  }

  private List<Comparison> compareFiles(Rule rule) throws UnusableInput {
    if (!jmhOptions.isEmpty() || !newJavaOptions.isEmpty()) {
      throw new UnusableInput(
          "options for JMH and Java make sense with --base-jar and --new-jar only");
    }
    Map<BenchmarkKey, ForkScores> base = JmhResults.read(files.get(0));
    Map<BenchmarkKey, ForkScores> fresh = JmhResults.read(files.get(1));
    List<Pair> pairs = Pair.common(base, fresh);
    tellMissing(base.keySet(), fresh.keySet(), "base");
    tellMissing(fresh.keySet(), base.keySet(), "new version");
    return rule.decide(new UnpairedForks(), pairs);
  }

  private void tellMissing(Set<BenchmarkKey> here, Set<BenchmarkKey> there, String where) {
    here.stream()
        .filter(key -> !there.contains(key))
        .forEach(key -> err.println("only in the " + where + ", not compared: " + key));
  }

  private List<Comparison> compareJars(Rule rule, Map<Version, Benchmarks> versions)
      throws UnusableInput, InterruptedException, IOException {
    List<String> arguments = JmhArguments.of(include, jmhOptions);
    Path directory = Files.createTempDirectory("gate");
    try {
      JarRunner runner = new JarRunner(versions, arguments, directory, 2 * forks, err);
      Interleaving interleaving = new Interleaving(forks, rule, runner);
      interleaving.requireForks(runner.comparisons());
      return rule.decide(new PairedForks(), interleaving.run());
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
