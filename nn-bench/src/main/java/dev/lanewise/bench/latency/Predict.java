package dev.lanewise.bench.latency;

import dev.lanewise.bench.compare.Java;
import dev.lanewise.bench.compare.Launch;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Options;
import dev.lanewise.bench.turns.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
      "array. Takes some three minutes; leave the machine alone meanwhile.",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class Predict implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final String ONNX_PROCESS = "dev.lanewise.bench.latency.OnnxProcess";

  @Mixin private Options options;

  /** Runs the command and returns its exit status. */
  public static int run(String[] args) {
    return new CommandLine(new Predict()).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    int rounds = options.rounds(ROUNDS);
    boolean peers = options.peers(Peers.obstacle());
    List<Entrant> entrants = new ArrayList<>();
    for (Request request : Request.all()) {
      entrants.add(entrant(Entrant.LANEWISE, request, PredictorProcess.class.getName(), ""));
      if (peers) {
        entrants.add(entrant("ONNX Runtime", request, ONNX_PROCESS, "false"));
        entrants.add(entrant("ONNX Runtime, tensors reused", request, ONNX_PROCESS, "true"));
      }
    }
    return options.report(
        "predict", entrants, rounds, outcome -> PredictReport.of(outcome, Request.all()));
  }

  private static Entrant entrant(String library, Request request, String main, String word) {
    List<String> arguments = new ArrayList<>(request.words());
    arguments.add(word);
    Launch launch = new Launch(Java.command(main, arguments), Map.of());
    return Entrant.process(library, request.toString(), _ -> launch);
  }
}
