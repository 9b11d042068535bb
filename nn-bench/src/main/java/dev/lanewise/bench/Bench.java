package dev.lanewise.bench;

import dev.lanewise.bench.cold.Cold;
import dev.lanewise.bench.compare.Compare;
import dev.lanewise.bench.gate.Gate;
import dev.lanewise.bench.latency.Predict;
import dev.lanewise.bench.products.Products;
import java.util.Arrays;

/** The command {@code nn bench}: measures on this machine. */
public final class Bench {
  private static final int USAGE_STATUS = 2;
  private static final String USAGE =
      """
      Usage: nn bench COMMAND
        compare   trains the same networks with Lanewise and with its peers, in turn
        products  multiplies the matrices of training, beside MKL, OpenBLAS and VectorBLAS
        predict   tells the latency of predictions, beside ONNX Runtime's
        cold      tells what a start costs, beside Python's PyTorch
        gate      tells whether a change made a benchmark slower
      Try nn bench COMMAND --help.\
      """;

  private Bench() {}

  /** Runs a command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    String command = args.length == 0 ? "" : args[0];
    String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    return switch (command) {
      case "compare" -> Compare.run(rest);
      case "products" -> Products.run(rest);
      case "predict" -> Predict.run(rest);
      case "cold" -> Cold.run(rest);
      case "gate" -> Gate.run(rest);
      case "-h", "--help" -> {
        System.out.println(USAGE);
        yield 0;
      }
      default -> {
        System.err.println(USAGE);
        yield USAGE_STATUS;
      }
    };
  }
}
