package dev.lanewise.bench.gate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Reads what JMH writes with {@code -rf json}: a list of results, each with {@code rawData}, a list
 * of iterations for each fork, or in sampling mode {@code rawDataHistogram} with pairs of value and
 * count in their place. Of the secondary metrics only those of the profiler {@code gc} are read:
 * {@code gc.alloc.rate.norm}, the bytes allocated by an operation, and {@code gc.alloc.rate}, the
 * megabytes in a second, from which follows how many operations an iteration had.
 */
final class JmhResults {
  private static final double MEGABYTE = 1024 * 1024;
  private static final double NANOS = 1e9;

  private JmhResults() {}

  /** The benchmarks of a file in its order. */
  static SequencedMap<BenchmarkKey, ForkScores> read(Path file) throws UnusableInput {
    JsonValue root = JsonValue.read(file);
    try {
      return results(root);
    } catch (UnusableInput e) {
      throw new UnusableInput(file + ": " + e.getMessage(), e);
    }
  }

  private static SequencedMap<BenchmarkKey, ForkScores> results(JsonValue root)
      throws UnusableInput {
    require(!root.elements().isEmpty(), "not a result of JMH with -rf json");
    SequencedMap<BenchmarkKey, ForkScores> all = new LinkedHashMap<>();
    for (JsonValue result : root.elements()) {
      BenchmarkKey key = key(result);
      require(all.put(key, scores(key, result)) == null, "two results of " + key);
    }
    return all;
  }

  private static BenchmarkKey key(JsonValue result) throws UnusableInput {
    String benchmark = result.get("benchmark").text();
    require(
        !benchmark.isEmpty() && result.get("primaryMetric").isObject(),
        "not a result of JMH with -rf json");
    Mode mode = mode(result.get("mode").text());
    return new BenchmarkKey(benchmark, result.get("params").texts(), mode);
  }

  private static Mode mode(String label) throws UnusableInput {
    for (Mode mode : Mode.values()) {
      if (mode.shortLabel().equals(label)) {
        return mode;
      }
    }
    throw new UnusableInput("a mode of JMH expected; found '" + label + "'");
  }

  private static ForkScores scores(BenchmarkKey key, JsonValue result) throws UnusableInput {
    JsonValue metric = result.get("primaryMetric");
    List<Double> medians = medians(key, metric.get("rawData"));
    for (JsonValue fork : metric.get("rawDataHistogram").elements()) {
      medians.add(histogramMedian(key, fork));
    }
    require(!medians.isEmpty(), key + " has no raw data");
    for (double median : medians) {
      require(median > 0 && Double.isFinite(median), key + " has a fork whose score is " + median);
    }
    return new ForkScores(
        metric.get("scoreUnit").text(),
        (int) result.get("threads").number(),
        medians,
        allocations(key, result));
  }

  private static List<Allocation> allocations(BenchmarkKey key, JsonValue result)
      throws UnusableInput {
    List<Double> bytes = medians(key, ofProfiler("gc.alloc.rate.norm", result));
    List<Double> rates = medians(key, ofProfiler("gc.alloc.rate", result));
    int threads = Math.max((int) result.get("threads").number(), 1);
    List<Allocation> all = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      double rate = rates.size() == bytes.size() ? rates.get(i) : Double.POSITIVE_INFINITY;
      double operations = operations(key.mode(), result, bytes.get(i), rate);
      all.add(Allocation.of(bytes.get(i), key.mode(), threads, threads * operations));
    }
    return all;
  }

  /** How many operations a thread did in an iteration; infinitely many if that is not known. */
  private static double operations(Mode mode, JsonValue result, double bytes, double rate)
      throws UnusableInput {
    if (mode == Mode.SingleShotTime) {
      return Math.max(result.get("measurementBatchSize").number(), 1);
    }
    int threads = Math.max((int) result.get("threads").number(), 1);
    return bytes > 0 && Double.isFinite(rate)
        ? Math.max(rate * MEGABYTE * seconds(result) / bytes / threads, 1)
        : Double.POSITIVE_INFINITY;
  }

  private static double seconds(JsonValue result) throws UnusableInput {
    String time = result.get("measurementTime").text();
    try {
      return TimeValue.fromString(time).convertTo(TimeUnit.NANOSECONDS) / NANOS;
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("a measurementTime like '1 s' expected; found '" + time + "'", e);
    }
  }

  /** Until version 1.35 JMH put a dot before the names of profilers' metrics. */
  private static JsonValue ofProfiler(String name, JsonValue result) {
    JsonValue metrics = result.get("secondaryMetrics");
    JsonValue found = metrics.get(name);
    return (found.isObject() ? found : metrics.get("\u00b7" + name)).get("rawData");
  }

  private static List<Double> medians(BenchmarkKey key, JsonValue forks) throws UnusableInput {
    List<Double> medians = new ArrayList<>();
    for (JsonValue fork : forks.elements()) {
      List<JsonValue> iterations = fork.elements();
      require(!iterations.isEmpty(), key + " has a fork without iterations");
      double[] scores = new double[iterations.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = number(key, iterations.get(i));
      }
      medians.add(Median.of(scores));
    }
    return medians;
  }

  private static double histogramMedian(BenchmarkKey key, JsonValue fork) throws UnusableInput {
    TreeMap<Double, Long> counts = new TreeMap<>();
    for (JsonValue iteration : fork.elements()) {
      for (JsonValue sample : iteration.elements()) {
        List<JsonValue> pair = sample.elements();
        require(pair.size() == 2, key + " has a sample that is no pair of value and count");
        counts.merge(number(key, pair.get(0)), (long) number(key, pair.get(1)), Long::sum);
      }
    }
    require(!counts.isEmpty(), key + " has a fork without samples");
    return Median.of(counts);
  }

  private static double number(BenchmarkKey key, JsonValue node) throws UnusableInput {
    require(node.isNumber(), key + " has the score " + node.value() + ", which is not a number");
    return node.number();
  }

  private static void require(boolean condition, String otherwise) throws UnusableInput {
    if (!condition) {
      throw new UnusableInput(otherwise);
    }
  }
}
