package dev.lanewise.bench;

import dev.lanewise.bench.cold.Cold;
import dev.lanewise.bench.compare.Compare;
import dev.lanewise.bench.gate.Gate;
import dev.lanewise.bench.latency.Generate;
import dev.lanewise.bench.latency.Predict;
import dev.lanewise.bench.products.Products;
import java.util.Arrays;

/** The command {@code nn bench}: measures on this machine. Its help is that of {@code nn}. */
public final class Bench {
  private static final int USAGE_STATUS = 2;

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
      case "generate" -> Generate.run(rest);
      case "cold" -> Cold.run(rest);
      case "gate" -> Gate.run(rest);
      default -> {
        System.err.printf(
            "nn bench: COMMAND must be one of compare, products, predict, generate, cold, gate; found"
                + " '%s'. Try 'nn bench --help'.%n",
            command);
        yield USAGE_STATUS;
      }
    };
  }
}
