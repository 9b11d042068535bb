package dev.lanewise.bench.compare;

import dev.lanewise.bench.Networks;

/**
 * What is trained, on MNIST, with ReLU between the layers and softmax cross-entropy at the end.
 *
 * @param network sizes of the layers, such as {@code 784-128-10}, or a network of images
 * @param batch samples of a step; the last step of an epoch takes what is left
 * @param optimizer {@code sgd} (step size 0.1) or {@code adam} (0.001)
 * @param samples samples of an epoch: the first so many of the training set
 */
record Workload(String network, int batch, String optimizer, int samples) {
  /** The size of MNIST's training set. */
  static final int ALL_SAMPLES = 60_000;

  /** Whether the samples are images to the network, instead of rows. */
  boolean ofImages() {
    return Networks.OF_IMAGES.contains(network);
  }

  @Override
  public String toString() {
    return "%s %s, batch %d".formatted(network, optimizer, batch);
  }
}
