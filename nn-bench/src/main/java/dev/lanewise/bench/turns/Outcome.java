package dev.lanewise.bench.turns;

import dev.lanewise.bench.compare.Interval;
import dev.lanewise.bench.compare.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured: the values of each figure of each library, one for each round. */
public final class Outcome {
  private static final double LEVEL = 0.95;

  private final Map<String, Map<String, List<Double>>> libraries = new LinkedHashMap<>();

  /** Adds a figure. */
  public void add(String library, Figure figure) {
    libraries
        .computeIfAbsent(library, _ -> new LinkedHashMap<>())
        .computeIfAbsent(figure.name(), _ -> new ArrayList<>())
        .add(figure.value());
  }

  /** Everything, in the order of first addition. */
  public Map<String, Map<String, List<Double>>> all() {
    return Collections.unmodifiableMap(libraries);
  }

  /** The median of a figure; empty if there is no value. */
  public OptionalDouble median(String library, String figure) {
    double[] values = values(library, figure);
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Statistics.median(values));
  }

  /** The interval (95 %) of the ratio of two medians; empty if there were not several rounds. */
  public Optional<Interval> ratioInterval(String figure, String numerator, String denominator) {
    double[] above = values(numerator, figure);
    double[] below = values(denominator, figure);
    return above.length > 1 && below.length > 1
        ? Optional.of(Statistics.ratioInterval(above, below, LEVEL))
        : Optional.empty();
  }

  private double[] values(String library, String figure) {
    return libraries.getOrDefault(library, Map.of()).getOrDefault(figure, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
