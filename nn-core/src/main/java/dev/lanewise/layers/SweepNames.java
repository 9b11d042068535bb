package dev.lanewise.layers;

import dev.lanewise.layers.Recurrence.Direction;
import java.util.List;

/**
 * What the parameters of one direction of a recurrent layer are called.
 *
 * @param suffix at the end of each name
 */
record SweepNames(String suffix) {

  static List<String> suffixes(Direction direction) {
    return direction == Direction.BOTH ? List.of("", "_reverse") : List.of("");
  }

  String weight() {
    return "weight" + suffix;
  }

  String recurrentWeight() {
    return "recurrent_weight" + suffix;
  }

  String bias() {
    return "bias" + suffix;
  }

  String recurrentBias() {
    return "recurrent_bias" + suffix;
  }
}
