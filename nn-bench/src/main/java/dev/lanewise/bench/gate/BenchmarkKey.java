package dev.lanewise.bench.gate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;

/**
 * What makes two results results of the same benchmark.
 *
 * @param benchmark the method with its class and package
 * @param params the parameters
 * @param mode what was measured
 */
record BenchmarkKey(String benchmark, Map<String, String> params, Mode mode) {

  BenchmarkKey {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  /** Class and method, parameters and mode, for people. */
  @Override
  public String toString() {
    String method = benchmark.replaceFirst("^.*\\.(?=[^.]+\\.[^.]+$)", "");
    String values =
        params.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + " ")
            .collect(Collectors.joining());
    return method + " " + values + mode.shortLabel();
  }
}
