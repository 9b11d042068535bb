package dev.lanewise.bench.compare;

import dev.lanewise.bench.Networks;
import dev.lanewise.bench.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
    description =
        "Trains the same networks on MNIST or on sequences of tokens with Lanewise and with its"
            + " peers, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Each process is fresh, Lanewise and peers in turn. At first everybody runs once, shortly, in",
      "every setting: threads; for PyTorch also subnormal numbers flushed or not, Adam plain or",
      "fused, for images channels first or last, for them and for tokens how long threads spin.",
      "Then come the rounds, for what was within 15 %% of the best of Lanewise or of the peers.",
      "Without options this takes half an hour; leave the machine alone meanwhile.",
      "",
      "Networks of tokens tell the next of 65 at each place of a sequence. With Lanewise's weights",
      "to begin with, PyTorch must come to the same loss, within 2 %% after an epoch:",
      "  lstm-128, gru-128  embedding 64, 64 places, batch 32, Adam",
      "  lstm-256           embedding 64, 100 places, batch 64, Adam",
      "  gpt                2 blocks, 128 channels, 4 heads, 64 places, batch 32, AdamW",
      "",
      "Peers and what they need from Maven Central, the first time they are asked for:",
      "  pytorch     200 MB, 500 MB unpacked: libtorch 2.7.1, the official build with MKL",
      "  tensorflow  170 MB, 680 MB unpacked: TensorFlow-Java 1.1.0, with oneDNN",
      "  dl4j        140 MB, 380 MB unpacked: Deeplearning4j 1.0.0-M2.1, with OpenBLAS; slow",
      "They run on Linux x86-64 only; networks of images and tokens are trained by PyTorch alone.",
      "",
      "Examples:",
      "  nn bench compare --quick",
      "  nn bench compare --networks cnn,lenet,resnet-8 --peers pytorch --threads 2",
      "  nn bench compare --networks lstm-128,lstm-256,gru-128,gpt --peers pytorch --threads 2",
      "  nn bench compare --networks 784-128-10 --batches 128 --peers pytorch,tensorflow,dl4j",
      "  nn bench compare --no-peers",
      "",
      "Exit status: 0 success, 1 failure (also of a peer alone), 2 wrong options or values."
    })
public final class Compare implements Callable<Integer> {
  private static final Pattern NETWORK = Pattern.compile("784(-[1-9][0-9]{0,4})+");
  private static final List<String> NETWORKS =
      List.of("784-128-10", "784-512-512-10", "784-2048-2048-10");
  private static final Map<String, Integer> SAMPLES =
      Map.of(
          "784-512-512-10", 20_000,
          "784-2048-2048-10", 6000,
          "lenet", 20_000,
          "cnn", 4000,
          "resnet-8", 4000,
          "lstm-128", 3200,
          "lstm-256", 1280,
          "gru-128", 3200,
          "gpt", 1600);
  private static final List<String> OPTIMIZERS = List.of("sgd", "adam", "adamw");

  @Spec private CommandSpec spec;

  @Option(
      names = "--networks",
      paramLabel = "SIZES",
      split = ",",
      description =
          "Sizes of layers, or cnn, lenet, resnet-8, or lstm-128, lstm-256, gru-128, gpt (default:"
              + " 784-128-10,784-512-512-10,784-2048-2048-10).")
  private List<String> networks = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      split = ",",
      description =
          "Samples of an epoch, one number for all networks or one for each (default: 60000, but"
              + " 20000 for 784-512-512-10 and lenet, 6000 for 784-2048-2048-10, 4000 for cnn and"
              + " resnet-8; 3200, 1280, 3200, 1600 sequences for lstm-128, lstm-256, gru-128, gpt).")
  private List<Integer> samples = List.of();

  @Option(
      names = "--batches",
      paramLabel = "N",
      split = ",",
      description = "Samples of a step (default: 32,128,1024; of tokens 32, for lstm-256 64).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--optimizers",
      paramLabel = "NAME",
      split = ",",
      description = "Some of sgd, adam, adamw (default: sgd,adam; of tokens adam, for gpt adamw).")
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
      description = "How often to run what may be the best (default: 3).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of a process in a round; the first does not count (default: 6).")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--screening-epochs",
      paramLabel = "N",
      description = "The same before the rounds (default: 3).")
  private Optional<Integer> screeningEpochs = Optional.empty();

  @Option(
      names = "--peers",
      paramLabel = "NAME",
      split = ",",
      description = "pytorch, tensorflow, dl4j (default: pytorch,tensorflow).")
  private List<String> peers = Peers.DEFAULT;

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
    Campaign campaign = new Campaign(plan(able(err)), err);
    try {
      campaign.run();
    } catch (ChildProcess.FailedException e) {
      err.println("Lanewise failed: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    report(campaign, out, err);
    campaign.failures().forEach(err::println);
    return campaign.failures().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Peer> able(PrintWriter err) {
    List<Peer> able = new ArrayList<>();
    if (!noPeers) {
      Map<String, Peer> all = Peers.all();
      for (String name : peers) {
        Peer peer = all.get(name);
        if (peer == null) {
          throw new ParameterException(
              spec.commandLine(), "--peers: some of %s; found %s".formatted(all.keySet(), name));
        }
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
  Campaign.Plan plan(List<Peer> able) {
    return new Campaign.Plan(
        workloads(),
        orElse(threads, List.of(1, 2)).stream()
            .map(count -> atLeast(1, "--threads", count))
            .distinct()
            .toList(),
        able,
        atLeast(1, "--rounds", rounds.orElse(quick ? 1 : 3)),
        atLeast(2, "--epochs", epochs.orElse(quick ? 3 : 6)),
        atLeast(2, "--screening-epochs", screeningEpochs.orElse(quick ? 2 : 3)),
        Project.mnist());
  }

  private List<Workload> workloads() {
    List<String> sizes = orElse(networks, quick ? NETWORKS.subList(0, 1) : NETWORKS);
    List<Integer> counts = counts(sizes);
    List<Workload> workloads = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      String network = sizes.get(i);
      require(
          Networks.OF_IMAGES.contains(network)
              || Networks.OF_TOKENS.contains(network)
              || (NETWORK.matcher(network).matches() && network.endsWith("-10")),
          "--networks: sizes from 784 to 10, such as 784-128-10, or some of %s and %s"
              .formatted(Networks.OF_IMAGES, Networks.OF_TOKENS),
          network);
      for (String optimizer : orElse(optimizers, usualOptimizers(network))) {
        require(OPTIMIZERS.contains(optimizer), "--optimizers: sgd, adam or adamw", optimizer);
        for (int batch : orElse(batches, usualBatches(network))) {
          workloads.add(
              new Workload(network, atLeast(1, "--batches", batch), optimizer, counts.get(i)));
        }
      }
    }
    return List.copyOf(workloads);
  }

  private static List<String> usualOptimizers(String network) {
    if (network.equals("gpt")) {
      return List.of("adamw");
    }
    return Networks.OF_TOKENS.contains(network) ? List.of("adam") : List.of("sgd", "adam");
  }

  private List<Integer> usualBatches(String network) {
    if (Networks.OF_TOKENS.contains(network)) {
      return List.of(network.equals("lstm-256") ? 64 : 32);
    }
    return quick ? List.of(128) : List.of(32, 128, 1024);
  }

  /** The number of samples for each network. */
  private List<Integer> counts(List<String> sizes) {
    List<Integer> given =
        orElse(
            samples,
            sizes.stream()
                .map(network -> SAMPLES.getOrDefault(network, Workload.ALL_SAMPLES))
                .toList());
    List<Integer> counts =
        given.size() == 1 ? Collections.nCopies(sizes.size(), given.getFirst()) : given;
    require(
        counts.size() >= sizes.size() && (samples.size() < 2 || counts.size() == sizes.size()),
        "--samples: one number, or one for each of %d networks".formatted(sizes.size()),
        given.toString());
    for (int count : counts) {
      require(
          count >= 1 && count <= Workload.ALL_SAMPLES,
          "--samples: 1 to " + Workload.ALL_SAMPLES,
          Integer.toString(count));
    }
    return counts;
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

  private void report(Campaign campaign, PrintWriter out, PrintWriter err) throws IOException {
    Comparison comparison = campaign.comparison();
    Map<String, String> machine = Machine.describe();
    out.print(TextReport.of(comparison, machine));
    out.flush();
    Path directory = output.orElse(Project.output("compare"));
    Files.createDirectories(directory);
    Path json = directory.resolve("compare.json");
    Files.writeString(json, JsonFile.of(comparison, machine, campaign.failures()));
    err.println("written: " + json);
    if (comparison.meanRatio().isPresent()) {
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
