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
    Installation onnx = Installation.of("onnx");
    boolean peer = options.admit("ONNX Runtime", onnx.obstacle());
    List<Entrant> entrants = new ArrayList<>();
    for (Request request : Request.all()) {
      entrants.add(lanewise(request));
      if (peer) {
        entrants.add(onnx(onnx, "ONNX Runtime", request, false));
        entrants.add(onnx(onnx, "ONNX Runtime, tensors reused", request, true));
      }
    }
    return options.report(
        "predict", entrants, rounds, outcome -> PredictReport.of(outcome, Request.all()));
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
