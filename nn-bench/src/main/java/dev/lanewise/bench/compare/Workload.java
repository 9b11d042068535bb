package dev.lanewise.bench.compare;

import dev.lanewise.bench.Networks;

/**
 * What is trained, with softmax cross-entropy at the end: on MNIST, with ReLU between the layers,
 * or on sequences of random tokens, at each of their positions.
 *
 * @param network sizes of the layers, such as {@code 784-128-10}, or a network of images or tokens
 * @param batch samples of a step; the last step of an epoch takes what is left
 * @param optimizer {@code sgd} (step size 0.1), {@code adam} or {@code adamw} (0.001)
 * @param samples samples of an epoch: the first so many of the training set, or sequences
 */
record Workload(String network, int batch, String optimizer, int samples) {
  /** The size of MNIST's training set. */
  static final int ALL_SAMPLES = 60_000;

  /** Whether the samples are images to the network, instead of rows. */
  boolean ofImages() {
    return Networks.OF_IMAGES.contains(network);
  }

  /** Whether the samples are sequences of tokens. */
  boolean ofTokens() {
    return Networks.OF_TOKENS.contains(network);
  }

  /** Whether it is a dense network with an optimizer that every library has. */
  boolean isPlain() {
    return !ofImages() && !ofTokens() && !optimizer.equals("adamw");
  }

  /** What speeds count: the tokens of a sample, or 1. */
  int units() {
    return ofTokens() ? Networks.of(network).input().size() : 1;
  }

  @Override
  public String toString() {
    return "%s %s, batch %d".formatted(network, optimizer, batch);
  }
}
