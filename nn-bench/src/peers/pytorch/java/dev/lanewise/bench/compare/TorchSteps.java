package dev.lanewise.bench.compare;

import org.bytedeco.pytorch.Tensor;

/** A network that reads a text token by token and remembers what it needs. */
public interface TorchSteps {

  /** One of the networks of the comparison. */
  static TorchSteps of(String network, TorchParameters parameters) {
    return network.equals("gpt") ? new TorchGptSteps(parameters) : new TorchLstmSteps(parameters);
  }

  /** Forgets what was read. */
  void restart();

  /** The scores of the next token, of a tensor with one token. */
  Tensor step(Tensor token);
}
