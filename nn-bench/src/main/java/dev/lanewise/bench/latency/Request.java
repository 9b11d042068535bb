package dev.lanewise.bench.latency;

import dev.lanewise.bench.Networks;
import dev.lanewise.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What is predicted: some samples at once with a ReLU network.
 *
 * @param network the sizes of its layers, or one {@link #OF_IMAGES}
 * @param samples how many
 */
record Request(String network, int samples) {
  /** Networks of images that can be compared, by the names of {@link Networks}. */
  static final List<String> OF_IMAGES = List.of("cnn", "lenet");

  private static final int MANY = 128;

  /** All that are compared unless told otherwise. */
  static List<Request> all() {
    List<Request> all = new ArrayList<>();
    all.add(new Request("784-128-10", 1));
    all.add(new Request("30-64-32-2", 1));
    all.add(new Request("784-128-10", MANY));
    all.addAll(of(OF_IMAGES));
    return List.copyOf(all);
  }

  /** One sample and many of each of some networks. */
  static List<Request> of(List<String> networks) {
    return networks.stream()
        .flatMap(network -> Stream.of(new Request(network, 1), new Request(network, MANY)))
        .toList();
  }

  /** The request of a command line. */
  static Request of(String[] words) {
    return new Request(words[0], Integer.parseInt(words[1]));
  }

  /** Itself as words. */
  List<String> words() {
    return List.of(network, Integer.toString(samples));
  }

  /** The network with its weights, which are always the same. */
  Model model() {
    return Networks.of(network).initialize(42);
  }

  /** The samples one after the other: numbers from 0 to 1, always the same. */
  float[] input() {
    float[] values = new float[samples * Networks.of(network).input().size()];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  @Override
  public String toString() {
    return samples == 1 ? network + ", 1 sample" : network + ", %d samples".formatted(samples);
  }
}
