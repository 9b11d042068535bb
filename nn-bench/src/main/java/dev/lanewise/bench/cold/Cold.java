package dev.lanewise.bench.cold;

import dev.lanewise.bench.Project;
import dev.lanewise.bench.compare.Java;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares what a start costs. */
@Command(
    name = "nn bench cold",
    description =
        "Starts to train 784-128-10 on MNIST with Lanewise and Python's PyTorch, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Tells the time from the start of a process to the end of its first epoch (Adam, batch",
      "128), beside that of a warm epoch; to 97 %% on the test set; and the memory. On one thread",
      "and on all. Java gets the options of java.options unless NN_JAVA_OPTS has others. Takes",
      "some three minutes; leave the machine alone meanwhile.",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class Cold implements Callable<Integer> {
  private static final int ROUNDS = 5;

  @Mixin private Options options;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "A Python with PyTorch (default: python3, then /usr/bin/python3).")
  private Optional<String> python = Optional.empty();

  /** Runs the command and returns its exit status. */
  public static int run(String[] args) {
    return new CommandLine(new Cold()).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    int rounds = options.rounds(ROUNDS);
    Python.Search search =
        Python.search(python.map(List::of).orElse(List.of("python3", "/usr/bin/python3")));
    boolean peer =
        options.admit(
            "Python's PyTorch",
            search.found().isPresent()
                ? Optional.empty()
                : Optional.of(
                    search.obstacle()
                        + "; on Debian, apt install python3-torch libopenblas0-pthread helps, elsewhere --python"));
    List<Integer> threads =
        IntStream.of(1, Runtime.getRuntime().availableProcessors()).distinct().boxed().toList();
    List<Entrant> entrants = new ArrayList<>();
    for (int count : threads) {
      entrants.add(lanewise(count));
      if (peer) {
        entrants.add(torch(search.found().orElseThrow(), count));
      }
    }
    return options.report("cold", entrants, rounds, outcome -> ColdReport.of(outcome, threads));
  }

  private static Entrant lanewise(int threads) {
    return entrant(
        Entrant.LANEWISE,
        threads,
        round -> Java.training(ColdProcess.class, arguments(threads, round)));
  }

  private static Entrant torch(Python python, int threads) throws IOException {
    String program = program();
    return entrant(
        python.library(),
        threads,
        round -> {
          List<String> command = new ArrayList<>(List.of(python.command(), "-c", program));
          command.addAll(arguments(threads, round));
          return command;
        });
  }

  private static Entrant entrant(String library, int threads, IntFunction<List<String>> command) {
    String work = ColdFigure.threads(threads);
    return Entrant.process(library, work, round -> Start.now(command.apply(round)))
        .prefixed(work + ", ");
  }

  /** Each round has a seed of its own, since the way to the goal depends on it. */
  private static List<String> arguments(int threads, int round) {
    return List.of(
        Project.mnist().toString(), Integer.toString(threads), Integer.toString(round + 1));
  }

  private static String program() throws IOException {
    try (InputStream in = Objects.requireNonNull(Cold.class.getResourceAsStream("mnist.py"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
