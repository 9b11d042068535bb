package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.nn.BatchMemory;
import java.util.List;

/** What training keeps of the steps of recurrent layers. */
final class RecurrentMemory {

  private RecurrentMemory() {}

  static BatchMemory of(RecurrentLayer layer, List<Shape> inputs) {
    Recurrence recurrence = layer.recurrence();
    long steps = inputs.getFirst().dimensions().getFirst();
    long features = inputs.getFirst().size();
    long units = recurrence.units();
    long sums = layer.gates() * units;
    int directions = recurrence.direction().count();
    long perStep =
        switch (layer) {
          case SimpleRnn rnn -> sums + units;
          case Lstm lstm -> sums + 3 * units;
          case Gru gru -> gru.resetAfter() ? 2 * sums + units : 3 * sums + 2 * units;
        };
    long perSample = perSample(layer, units, sums);
    long extra = (recurrence.lengths() ? features : 0) + (directions - 1) * features;
    long copied =
        switch (layer) {
          case Gru gru -> gru.resetAfter() ? 2 * sums + units : 3 * sums + 2 * units;
          default -> sums + units;
        };
    return BatchMemory.perSample(directions * (steps * perStep + perSample) + extra)
        .plus(BatchMemory.copied(Math.toIntExact(steps), directions * (steps * copied + features)))
        .plus(BatchMemory.fixed(directions * turned(inputs.getFirst().channels(), units, sums)));
  }

  private static long turned(long features, long units, long sums) {
    return TurnedWeight.numbers(features, sums) + TurnedWeight.numbers(units, sums);
  }

  /** What is there once for all steps: sums of the state, the last state, gradients. */
  private static long perSample(RecurrentLayer layer, long units, long sums) {
    return switch (layer) {
      case SimpleRnn rnn -> sums + 2 * units;
      case Lstm lstm -> sums + 4 * units;
      case Gru gru -> gru.resetAfter() ? 3 * units : sums + 4 * units;
    };
  }
}
