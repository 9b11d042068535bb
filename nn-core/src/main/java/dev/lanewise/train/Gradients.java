package dev.lanewise.train;

import dev.lanewise.ShapeException;
import dev.lanewise.kernels.SumTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of a set of samples as a value, to be added to others and applied elsewhere.
 * Immutable by convention: the arrays are the record's own, and nobody may change them.
 *
 * @param values by the full name of each trained parameter its gradient, row-major
 * @param observed by the full name of each parameter that is state what its batches have shown, in
 *     their order
 * @param losses for each output the sum of the samples' losses
 * @param correct for each output how many samples, or positions, were classified right
 * @param samples the number of samples
 */
public record Gradients(
    Map<String, float[]> values,
    Map<String, List<Observed>> observed,
    double[] losses,
    long[] correct,
    int samples) {

  /**
   * What a batch has shown of a parameter that is state.
   *
   * @param values as many as the parameter has
   * @param rate how far the state moves towards them
   */
  public record Observed(float[] values, float rate) {}

  /** Copies the maps, not the arrays. */
  public Gradients {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    observed = Collections.unmodifiableMap(new LinkedHashMap<>(observed));
  }

  /**
   * The sum of the gradients of a step's shards, in {@link SumTree} order: the bits of a trainer
   * with as many batches of {@link Trainer.Builder#accumulation accumulation}, whoever computed
   * which.
   *
   * @param shards in their order, at least one, all of the same network
   * @throws ShapeException if there are none, or they are not of one network
   */
  public static Gradients sum(List<Gradients> shards) {
    if (shards.isEmpty()) {
      throw new ShapeException("A sum of gradients needs at least one; found none.");
    }
    Gradients first = shards.getFirst();
    shards.forEach(first::requireLike);
    Map<String, float[]> sums = new LinkedHashMap<>();
    for (String name : first.values.keySet()) {
      sums.put(name, sumOf(shards.stream().map(shard -> shard.value(name)).toList()));
    }
    Map<String, List<Observed>> observed = new LinkedHashMap<>();
    double[] losses = new double[first.losses.length];
    long[] correct = new long[losses.length];
    int samples = 0;
    for (Gradients shard : shards) {
      shard.observed.forEach(
          (name, seen) -> observed.computeIfAbsent(name, key -> new ArrayList<>()).addAll(seen));
      for (int i = 0; i < losses.length; i++) {
        losses[i] += shard.losses[i];
        correct[i] += shard.correct[i];
      }
      samples += shard.samples;
    }
    return new Gradients(sums, observed, losses, correct, samples);
  }

  /** The gradient of a parameter. */
  private float[] value(String name) {
    float[] value = values.get(name);
    if (value == null) {
      throw new ShapeException("There is no gradient of %s.".formatted(name));
    }
    return value;
  }

  private void requireLike(Gradients other) {
    boolean alike =
        values.keySet().equals(other.values.keySet())
            && losses.length == other.losses.length
            && values.keySet().stream()
                .allMatch(name -> value(name).length == other.value(name).length);
    if (!alike) {
      throw new ShapeException(
          "Gradients of one network can be added; found those of %s and of %s."
              .formatted(values.keySet(), other.values.keySet()));
    }
  }

  /** Adds arrays in the order of {@link SumTree}. */
  private static float[] sumOf(List<float[]> arrays) {
    List<float[]> slots = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      float[] sum = arrays.get(i).clone();
      for (int merges = SumTree.merges(i, arrays.size()); merges > 0; merges--) {
        SumTree.add(slots.removeLast(), sum, sum.length);
      }
      slots.add(sum);
    }
    return slots.getFirst();
  }
}
