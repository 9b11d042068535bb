package dev.lanewise.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a process is told to do, and the loop that is the same for all who do it.
 *
 * @param epochs how many, the first of which does not count
 * @param data a directory with the four files of MNIST, as gzip
 */
record Task(Workload workload, Setting setting, int epochs, Path data) {
  private static final int FIXED_ARGUMENTS = 7;

  /** Of random weights and orders. */
  static final long SEED = 42;

  /** An epoch of training. */
  interface Training {

    /** Trains on all samples once; returns their mean loss. */
    double epoch();
  }

  /** A step of training. */
  interface Step {

    /** Trains on the samples of these indices; returns their mean loss. */
    double train(int[] samples);
  }

  /** The words from which {@link #parse} makes this task again. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    words.add(workload.network());
    words.add(Integer.toString(workload.batch()));
    words.add(workload.optimizer());
    words.add(Integer.toString(workload.samples()));
    words.add(Integer.toString(setting.threads()));
    words.add(Integer.toString(epochs));
    words.add(data.toString());
    words.addAll(setting.options());
    return List.copyOf(words);
  }

  /** The task of a process that was started with {@link #arguments}. */
  static Task parse(String... words) {
    if (words.length < FIXED_ARGUMENTS) {
      throw new IllegalArgumentException(
          "expected network, batch, optimizer, samples, threads, epochs and data; found "
              + List.of(words));
    }
    return new Task(
        new Workload(words[0], Integer.parseInt(words[1]), words[2], Integer.parseInt(words[3])),
        new Setting(
            Integer.parseInt(words[4]), List.of(words).subList(FIXED_ARGUMENTS, words.length)),
        Integer.parseInt(words[5]),
        Path.of(words[6]));
  }

  /** The sizes of the layers, that of the input first. */
  int[] sizes() {
    return Arrays.stream(workload.network().split("-", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** Whether to train with Adam, or AdamW, instead of SGD. */
  boolean adam() {
    return !workload.optimizer().equals("sgd");
  }

  /** The share of the step size by which weights decay: PyTorch's default of AdamW. */
  double decay() {
    return workload.optimizer().equals("adamw") ? 0.01 : 0;
  }

  /** Trains all epochs and prints a line for each. */
  void run(Training training) {
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      double loss = training.epoch();
      double seconds = (System.nanoTime() - start) * 1e-9;
      System.out.println(Epoch.ended(epoch, seconds, workload.samples() / seconds, loss).json());
    }
  }

  /** As {@link #run}, for libraries that leave shuffling and cutting into batches to Java. */
  void train(Step step) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] order = IntStream.range(0, workload.samples()).toArray();
    run(() -> {
      shuffle(order, random);
      double sum = 0;
      for (int from = 0; from < order.length; from += workload.batch()) {
        int to = Math.min(order.length, from + workload.batch());
        sum += (to - from) * step.train(Arrays.copyOfRange(order, from, to));
      }
      return sum / order.length;
    });
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
