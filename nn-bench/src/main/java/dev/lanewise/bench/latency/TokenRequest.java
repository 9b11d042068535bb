package dev.lanewise.bench.latency;

import dev.lanewise.bench.Networks;
import dev.lanewise.nn.Model;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is read token by token: texts as long as the context of a network.
 *
 * @param network one of {@link #NETWORKS}
 */
record TokenRequest(String network) {
  /** Networks that can be compared, by the names of {@link Networks}. */
  static final List<String> NETWORKS = List.of("lstm-256", "gpt");

  /** The network with its weights, which are always the same. */
  Model model() {
    return Networks.of(network).initialize(42);
  }

  /** A text, always the same. */
  int[] tokens() {
    return new SplittableRandom(7)
        .ints(Networks.of(network).input().size(), 0, Networks.TOKENS)
        .toArray();
  }

  @Override
  public String toString() {
    return network + ", 1 token";
  }
}
