package dev.lanewise.bench.latency;

import dev.lanewise.bench.compare.Installation;
import dev.lanewise.bench.compare.Java;
import dev.lanewise.bench.compare.Launch;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the latency of predictions. */
@Command(
    name = "nn bench predict",
    description =
        "Predicts with the same networks on one thread with Lanewise and ONNX Runtime, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Each process is fresh, and warm before it measures each of its calls, from array to",
      "array. ONNX Runtime's outputs are compared with Lanewise's before. Takes some ten minutes,",
      "or two for a network with --networks; leave the machine alone meanwhile.",
      "",
      "Examples:",
      "  nn bench predict --networks cnn",
      "  nn bench predict --networks 784-512-512-10,lenet --rounds 3",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class Predict implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final String ONNX_PROCESS = "dev.lanewise.bench.latency.OnnxProcess";

  private static final Pattern SIZES = Pattern.compile("[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})+");

  @Spec private CommandSpec spec;

  @Mixin private Options options;

  @Option(
      names = "--networks",
      paramLabel = "SIZES",
      split = ",",
      description =
          "Sizes of layers, or cnn, lenet, with 1 sample and 128 (default: 784-128-10, cnn and"
              + " lenet with both, 30-64-32-2 with 1).")
  private List<String> networks = List.of();

  /** Runs the command and returns its exit status. */
  public static int run(String[] args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Predict());
  }

  @Override
  public Integer call() throws IOException {
    int rounds = options.rounds(ROUNDS);
    List<Request> requests = requests();
    Installation onnx = Installation.of("onnx");
    boolean peer = options.admit("ONNX Runtime", onnx.obstacle());
    List<Entrant> entrants = new ArrayList<>();
    for (Request request : requests) {
      entrants.add(lanewise(request));
      if (peer) {
        entrants.add(onnx(onnx, "ONNX Runtime", request, false));
        entrants.add(onnx(onnx, "ONNX Runtime, tensors reused", request, true));
      }
    }
    return options.report(
        "predict", entrants, rounds, outcome -> PredictReport.of(outcome, requests));
  }

  /** What the options ask for. */
  List<Request> requests() {
    for (String network : networks) {
      if (!Request.OF_IMAGES.contains(network) && !SIZES.matcher(network).matches()) {
        throw new ParameterException(
            spec.commandLine(),
            "--networks: sizes of layers, such as 784-128-10, or some of %s; found %s"
                .formatted(Request.OF_IMAGES, network));
      }
    }
    return networks.isEmpty() ? Request.all() : Request.of(networks);
  }

  private static Entrant lanewise(Request request) {
    Launch launch = new Launch(Java.command(PredictorProcess.class, request.words()), Map.of());
    return Entrant.process(Entrant.LANEWISE, request.toString(), _ -> launch);
  }

  private static Entrant onnx(Installation onnx, String library, Request request, boolean reusing) {
    List<String> arguments = new ArrayList<>(request.words());
    arguments.add(Boolean.toString(reusing));
    Launch launch = onnx.launch(ONNX_PROCESS, arguments);
    return Entrant.process(library, request.toString(), _ -> launch);
  }
}
