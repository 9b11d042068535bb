package dev.lanewise.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares Lanewise with its peers on this machine. */
@Command(
    name = "nn bench compare",
    description = "Trains the same networks on MNIST with Lanewise and with PyTorch, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Each process is fresh. A round runs everything once, Lanewise and peers in turn. Peers",
      "run in all their settings in the first round and then in those within 15 %% of the best.",
      "Without options this takes hours; leave the machine alone meanwhile.",
      "",
      "Examples:",
      "  nn bench compare --quick",
      "  nn bench compare --networks 784-128-10 --batches 128",
      "  nn bench compare --no-peers",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class Compare implements Callable<Integer> {
  private static final Pattern NETWORK = Pattern.compile("784(-[1-9][0-9]{0,4})+");
  private static final List<String> OPTIMIZERS = List.of("sgd", "adam");

  @Spec private CommandSpec spec;

  @Option(
      names = "--networks",
      paramLabel = "SIZES",
      split = ",",
      description = "Sizes of layers (default: 784-128-10,784-512-512-10).")
  private List<String> networks = List.of();

  @Option(
      names = "--batches",
      paramLabel = "N",
      split = ",",
      description = "Samples of a step (default: 32,128,1024).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--optimizers",
      paramLabel = "NAME",
      split = ",",
      description = "sgd, adam or both (default: sgd,adam).")
  private List<String> optimizers = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Threads of Lanewise; a peer may use as many or one (default: 1,2).")
  private List<Integer> threads = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often everything is run (default: 5).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of a process; the first does not count (default: 6).")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--quick",
      description =
          "A first impression: other defaults, namely 784-128-10, batch 128, one round, three"
              + " epochs.")
  private boolean quick;

  @Option(names = "--no-peers", description = "Lanewise alone; nothing is downloaded.")
  private boolean noPeers;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to write compare.json and compare.png (default: below nn-bench/target).")
  private Optional<Path> output = Optional.empty();

  /** Runs the command and returns its exit status. */
  public static int run(String[] args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Compare());
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Campaign campaign = new Campaign(plan(peers(err)), err);
    try {
      campaign.run();
    } catch (ChildProcess.FailedException e) {
      err.println("Lanewise failed: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    report(campaign.comparison(), out, err);
    return ExitCode.OK;
  }

  private List<Peer> peers(PrintWriter err) {
    List<Peer> able = new ArrayList<>();
    if (!noPeers) {
      for (Peer peer : Peers.all()) {
        peer.obstacle()
            .ifPresentOrElse(
                obstacle -> err.printf("%s cannot run: %s.%n", peer.name(), obstacle),
                () -> able.add(peer));
      }
    }
    if (able.isEmpty()) {
      err.println("Measuring Lanewise alone.");
    }
    return able;
  }

  /** What the options ask for. */
  Campaign.Plan plan(List<Peer> peers) {
    List<Workload> workloads = new ArrayList<>();
    for (String network :
        orElse(networks, quick ? List.of("784-128-10") : List.of("784-128-10", "784-512-512-10"))) {
      require(
          NETWORK.matcher(network).matches() && network.endsWith("-10"),
          "--networks: sizes from 784 to 10, such as 784-128-10",
          network);
      for (String optimizer : orElse(optimizers, OPTIMIZERS)) {
        require(OPTIMIZERS.contains(optimizer), "--optimizers: sgd or adam", optimizer);
        for (int batch : orElse(batches, quick ? List.of(128) : List.of(32, 128, 1024))) {
          workloads.add(new Workload(network, atLeast(1, "--batches", batch), optimizer));
        }
      }
    }
    return new Campaign.Plan(
        List.copyOf(workloads),
        orElse(threads, List.of(1, 2)).stream()
            .map(count -> atLeast(1, "--threads", count))
            .distinct()
            .toList(),
        peers,
        atLeast(1, "--rounds", rounds.orElse(quick ? 1 : 5)),
        atLeast(2, "--epochs", epochs.orElse(quick ? 3 : 6)),
        home().resolve("nn-examples/src/main/resources/dev/lanewise/examples/mnist"));
  }

  private static <T> List<T> orElse(List<T> given, List<T> otherwise) {
    return given.isEmpty() ? otherwise : given;
  }

  private int atLeast(int least, String option, int value) {
    require(value >= least, "%s: at least %d".formatted(option, least), Integer.toString(value));
    return value;
  }

  private void require(boolean fulfilled, String expected, String found) {
    if (!fulfilled) {
      throw new ParameterException(spec.commandLine(), expected + "; found " + found);
    }
  }

  /** The project's directory, which the launcher tells. */
  private static Path home() {
    return Path.of(System.getProperty("lanewise.home", "")).toAbsolutePath();
  }

  private void report(Comparison comparison, PrintWriter out, PrintWriter err) throws IOException {
    Map<String, String> machine = Machine.describe();
    out.print(TextReport.of(comparison, machine));
    out.flush();
    Path directory = output.orElse(home().resolve("nn-bench/target/compare"));
    Files.createDirectories(directory);
    Path json = directory.resolve("compare.json");
    Files.writeString(json, JsonFile.of(comparison, machine));
    err.println("written: " + json);
    boolean rivals = comparison.rows().stream().anyMatch(row -> !row.rivals().isEmpty());
    if (rivals) {
      draw(comparison, directory.resolve("compare.png"), err);
    }
    err.flush();
  }

  private static void draw(Comparison comparison, Path file, PrintWriter err) throws IOException {
    System.setProperty("java.awt.headless", "true");
    try {
      Chart.write(comparison, Machine.processor(), file);
      err.println("written: " + file);
    } catch (LinkageError | InternalError e) {
      err.println("no chart: this system has no fonts for Java (" + e + ")");
    }
  }
}
