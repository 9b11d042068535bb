package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** The networks and optimizers of the benchmarks, by the names that JMH's parameters use. */
public final class Networks {

  private Networks() {}

  /** A ReLU network of dense layers, such as {@code 784-128-10}. */
  public static Network of(String sizes) {
    String[] units = sizes.split("-", -1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < units.length; i++) {
      boolean last = i == units.length - 1;
      layers.add(
          new Dense(Integer.parseInt(units[i]), last ? Activation.IDENTITY : Activation.RELU));
    }
    return Network.of(Shape.of(Integer.parseInt(units[0])), layers);
  }

  /** An optimizer at the settings of the published comparisons. */
  public static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd" -> Optimizer.sgd(0.1);
      case "adam" -> Optimizer.adam(0.001);
      default -> throw new IllegalArgumentException("optimizer: sgd or adam; found " + name);
    };
  }
}
