package dev.lanewise.bench.latency;

import dev.lanewise.bench.compare.Installation;
import dev.lanewise.bench.compare.Java;
import dev.lanewise.bench.compare.Launch;
import dev.lanewise.bench.compare.PyTorch;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the latency of a token. */
@Command(
    name = "nn bench generate",
    description =
        "Reads texts token by token on one thread with Lanewise, PyTorch and ONNX Runtime, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Each process is fresh, and warm before it measures each of its calls: from a token to the",
      "scores of the next one in an array, with what is remembered of those before: the states of",
      "a recurrent layer, or keys and values. Texts are as long as the context: 100 tokens for",
      "lstm-256, 64 for gpt. Peers' scores are compared with Lanewise's before. Takes some five",
      "minutes; leave the machine alone meanwhile.",
      "",
      "Examples:",
      "  nn bench generate",
      "  nn bench generate --networks gpt --rounds 3",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class Generate implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final String ONNX_PROCESS = "dev.lanewise.bench.latency.OnnxTokens";
  private static final String TORCH_PROCESS = "dev.lanewise.bench.latency.TorchReader";

  @Spec private CommandSpec spec;

  @Mixin private Options options;

  @Option(
      names = "--networks",
      paramLabel = "NAME",
      split = ",",
      description = "lstm-256, gpt or both (default: lstm-256,gpt).")
  private List<String> networks = TokenRequest.NETWORKS;

  /** Runs the command and returns its exit status. */
  public static int run(String[] args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Generate());
  }

  @Override
  public Integer call() throws IOException {
    int rounds = options.rounds(ROUNDS);
    List<TokenRequest> requests = requests();
    Installation onnx = Installation.of("onnx");
    PyTorch torch = new PyTorch(Installation.of("pytorch"));
    boolean withTorch = options.admit(torch.name(), torch.obstacle());
    boolean withOnnx = options.admit("ONNX Runtime", onnx.obstacle());
    List<Entrant> entrants = new ArrayList<>();
    for (TokenRequest request : requests) {
      List<String> words = List.of(request.network());
      entrants.add(
          entrant(
              Entrant.LANEWISE,
              request,
              new Launch(Java.command(GeneratorProcess.class, words), Map.of())));
      if (withTorch) {
        entrants.add(entrant(torch.name(), request, torch.launch(TORCH_PROCESS, words)));
      }
      if (withOnnx) {
        entrants.add(entrant("ONNX Runtime", request, onnx.launch(ONNX_PROCESS, words)));
      }
    }
    return options.report(
        "generate", entrants, rounds, outcome -> GenerateReport.of(outcome, requests));
  }

  /** What the options ask for. */
  List<TokenRequest> requests() {
    for (String network : networks) {
      if (!TokenRequest.NETWORKS.contains(network)) {
        throw new ParameterException(
            spec.commandLine(),
            "--networks: some of %s; found %s".formatted(TokenRequest.NETWORKS, network));
      }
    }
    return networks.stream().map(TokenRequest::new).toList();
  }

  private static Entrant entrant(String library, TokenRequest request, Launch launch) {
    return Entrant.process(library, request.toString(), _ -> launch);
  }
}
