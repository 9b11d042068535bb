package dev.lanewise.bench.products;

import dev.lanewise.bench.turns.Options;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares matrix products. */
@Command(
    name = "nn bench products",
    description =
        "Multiplies the matrices of training on one thread with Lanewise, MKL, OpenBLAS and"
            + " netlib's VectorBLAS, and convolves images with Lanewise and PyTorch, in turn.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Each process is fresh. Figures are GFLOP/s, and shares of the peak of a core at fused",
      "multiply-adds, which is measured in every round. Takes some five minutes; leave the",
      "machine alone meanwhile.",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class Products implements Callable<Integer> {
  private static final int ROUNDS = 3;

  @Mixin private Options options;

  @Option(names = "--quick", description = "Twelve products and one round: a first impression.")
  private boolean quick;

  /** Runs the command and returns its exit status. */
  public static int run(String[] args) {
    return new CommandLine(new Products()).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    int rounds = options.rounds(quick ? 1 : ROUNDS);
    List<Product> products = Product.all(quick);
    List<ConvolutionProduct> convolutions = ConvolutionProduct.all(quick);
    return options.report(
        "products",
        Contenders.all(quick, options),
        rounds,
        outcome -> ProductReport.text(outcome, products, convolutions));
  }
}
