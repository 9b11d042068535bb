package dev.lanewise.exchange;

import dev.lanewise.nn.Parameter;

/**
 * A parameter of a recurrent layer.
 *
 * @param base its name without the direction
 * @param reverse whether it belongs to the second of two directions
 */
record SweepParameter(String base, boolean reverse) {
  private static final String REVERSE = "_reverse";

  static SweepParameter of(Parameter parameter) {
    String name = parameter.name();
    return name.endsWith(REVERSE)
        ? new SweepParameter(name.substring(0, name.length() - REVERSE.length()), true)
        : new SweepParameter(name, false);
  }
}
