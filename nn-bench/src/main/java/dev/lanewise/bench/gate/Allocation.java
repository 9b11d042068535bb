package dev.lanewise.bench.gate;

import org.openjdk.jmh.annotations.Mode;

/**
 * What the profiler {@code gc} says of a fork's operations. It counts all that the virtual machine
 * allocates, so that JMH's own bytes of an iteration are spread over its operations: the fewer
 * there are, the more each seems to allocate.
 *
 * @param bytes an operation
 * @param ofJmh how many of them may be JMH's
 */
record Allocation(double bytes, double ofJmh) {
  /** JMH 1.37 on JDK 25 allocates 7.3 kB in an iteration, and 0.9 kB for each further thread. */
  private static final double ITERATION = 8192;

  private static final double THREAD = 1024;

  /** Histograms of samples: 36 to 105 kB with one thread, up to 120 kB with four. */
  private static final double SAMPLING_THREAD = 128 * 1024;

  /**
   * The allocation of a fork.
   *
   * @param operations in an iteration, of all threads
   */
  static Allocation of(double bytes, Mode mode, int threads, double operations) {
    double thread = mode == Mode.SampleTime ? SAMPLING_THREAD : THREAD;
    return new Allocation(bytes, (ITERATION + threads * thread) / operations);
  }
}
