package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.examples.cli.NetworkChoice.Known;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;

/** Networks that read the rows of a window one by one, and predict from their last state. */
final class SeriesNetwork {
  private static final int UNITS = 32;

  private SeriesNetwork() {}

  /** What is wrong with no layers, and units that are usual. */
  static SettingException needsLayers(NetworkChoice choice, int units) {
    return new SettingException(
        "--network %s needs at least one layer; found --hidden none. Name its units, such as --hidden %s."
            .formatted(choice, units));
  }

  /**
   * A network.
   *
   * @param units of each recurrent layer
   */
  static Network of(Known choice, Shape input, int outputs, List<Integer> units, float dropout) {
    if (units.isEmpty()) {
      throw needsLayers(choice, UNITS);
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Output output = i + 1 == units.size() ? Output.LAST : Output.SEQUENCE;
      layers.add(layer(choice, units.get(i), output));
      if (dropout > 0) {
        layers.add(new Dropout(dropout));
      }
    }
    layers.add(new Dense(outputs));
    return Network.of(input, layers);
  }

  private static Layer layer(Known choice, int units, Output output) {
    return switch (choice) {
      case GRU -> new Gru(units).withOutput(output);
      case RNN -> new SimpleRnn(units).withOutput(output);
      default -> new Lstm(units).withOutput(output);
    };
  }
}
