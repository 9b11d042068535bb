package dev.lanewise.bench.compare;

import java.util.List;

/**
 * How a library does a workload, where that is for the library to choose.
 *
 * @param options words that only the library's own program understands
 */
record Setting(int threads, List<String> options) {

  /** For people. */
  String describe() {
    String text = threads == 1 ? "1 thread" : threads + " threads";
    return options.isEmpty() ? text : text + ", " + String.join(", ", options);
  }
}
