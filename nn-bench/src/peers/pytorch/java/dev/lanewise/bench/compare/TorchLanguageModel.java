package dev.lanewise.bench.compare;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A network that tells the next token of each position. */
interface TorchLanguageModel {

  /** One of the networks of the comparison. */
  static TorchLanguageModel of(String network, TorchParameters parameters) {
    return network.equals("gpt")
        ? new TorchGpt(parameters)
        : new TorchRecurrence(parameters, network.startsWith("gru"));
  }

  /** Whether tokens are {@code time x sequences} instead of {@code sequences x time}. */
  boolean isTimeMajor();

  /** What the optimizer changes. */
  List<Tensor> parameters();

  /** The scores of the next token, with one more dimension than the tokens. */
  Tensor forward(Tensor tokens);
}
