package dev.lanewise.bench.compare;

/**
 * What is trained, on MNIST, with ReLU between the layers and softmax cross-entropy at the end.
 *
 * @param network sizes of the layers, such as {@code 784-128-10}
 * @param batch samples of a step
 * @param optimizer {@code sgd} (step size 0.1) or {@code adam} (0.001)
 */
record Workload(String network, int batch, String optimizer) {

  @Override
  public String toString() {
    return "%s %s, batch %d".formatted(network, optimizer, batch);
  }
}
