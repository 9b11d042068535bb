package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import dev.lanewise.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The networks and optimizers of the benchmarks, by the names that JMH's parameters use. */
public final class Networks {
  /** The names that are no sizes of dense layers. */
  public static final List<String> OF_IMAGES = List.of("cnn", "lenet", "resnet-8");

  private static final Shape DIGIT = Shape.of(28, 28, 1);
  private static final Shape PHOTO = Shape.of(32, 32, 3);
  private static final int CLASSES = 10;

  private Networks() {}

  /**
   * One of {@link #OF_IMAGES}, for MNIST or, the residual one, for images of 32 x 32 x 3; or a ReLU
   * network of dense layers by its sizes, such as {@code 784-128-10}.
   */
  public static Network of(String name) {
    return switch (name) {
      case "cnn" -> dev.lanewise.networks.Networks.cnn(DIGIT, CLASSES);
      case "lenet" -> dev.lanewise.networks.Networks.lenet(DIGIT, CLASSES);
      case "resnet-8" -> dev.lanewise.networks.Networks.resnet(PHOTO, CLASSES, 8);
      default -> dense(name);
    };
  }

  private static Network dense(String sizes) {
    String[] units = sizes.split("-", -1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < units.length; i++) {
      boolean last = i == units.length - 1;
      layers.add(
          new Dense(Integer.parseInt(units[i]), last ? Activation.IDENTITY : Activation.RELU));
    }
    return Network.of(Shape.of(Integer.parseInt(units[0])), layers);
  }

  /**
   * Floating-point operations that the products of a training step need for a sample: 2 for each
   * weight and position forward, 2 for its gradient and 2 for the gradient of its input, which the
   * first layer does not need.
   */
  public static long operations(Network network) {
    Set<String> inputs = network.inputs().stream().map(Input::name).collect(Collectors.toSet());
    long sum = 0;
    for (Place place : network.places()) {
      boolean first = inputs.containsAll(place.node().from());
      for (Parameter parameter : place.parameters()) {
        if (parameter.isWeight()) {
          sum += (first ? 4L : 6L) * parameter.size() * place.output().positions();
        }
      }
    }
    return sum;
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
