package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.networks.Compositions;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
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

  /** The names of networks that read tokens and tell the next one of each position. */
  public static final List<String> OF_TOKENS = List.of("lstm-128", "lstm-256", "gru-128", "gpt");

  /** How many tokens there are. */
  public static final int TOKENS = 65;

  /** Blocks of the transformer. */
  public static final int BLOCKS = 2;

  /** Heads of the transformer's attention. */
  public static final int HEADS = 4;

  private static final int CHANNELS = 64;
  private static final int GPT_CHANNELS = 128;
  private static final int CONTEXT = 64;
  private static final int LONG_CONTEXT = 100;
  private static final Shape DIGIT = Shape.of(28, 28, 1);
  private static final Shape PHOTO = Shape.of(32, 32, 3);
  private static final int CLASSES = 10;

  private Networks() {}

  /**
   * One of {@link #OF_IMAGES}, for MNIST or, the residual one, for images of 32 x 32 x 3; one of
   * {@link #OF_TOKENS}; or a ReLU network of dense layers by its sizes, such as {@code 784-128-10}.
   */
  public static Network of(String name) {
    return switch (name) {
      case "cnn" -> dev.lanewise.networks.Networks.cnn(DIGIT, CLASSES);
      case "lenet" -> dev.lanewise.networks.Networks.lenet(DIGIT, CLASSES);
      case "resnet-8" -> dev.lanewise.networks.Networks.resnet(PHOTO, CLASSES, 8);
      case "lstm-128" -> recurrent(CONTEXT, new Lstm(128));
      case "lstm-256" -> recurrent(LONG_CONTEXT, new Lstm(256));
      case "gru-128" -> recurrent(CONTEXT, new Gru(128));
      case "gpt" -> gpt();
      default -> dense(name);
    };
  }

  /** The numbers that a network {@link #OF_TOKENS} keeps of each token, or of all of them. */
  public static int channels(String name) {
    return of(name).places().get(1).output().channels();
  }

  private static Network recurrent(int context, Layer layer) {
    return Network.of(Shape.of(context), new Embedding(TOKENS, CHANNELS), layer, new Dense(TOKENS));
  }

  private static Network gpt() {
    MultiHeadAttention attention = new MultiHeadAttention(HEADS).withCausality();
    Graph graph = new Graph();
    Value x =
        graph
            .input("tokens", Shape.of(CONTEXT))
            .then("embedding", new Embedding(TOKENS, GPT_CHANNELS))
            .then("positions", new LearnedPositions(CONTEXT));
    for (int i = 0; i < BLOCKS; i++) {
      x = Compositions.transformer(i + ".", x, GPT_CHANNELS, attention, 0);
    }
    return graph.outputs(x.then("norm", new LayerNorm()).then("logits", new Dense(TOKENS)));
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
   * first layer does not need. Attention adds the products of its positions with each other; tables
   * of tokens and positions are read, not multiplied.
   */
  public static long operations(Network network) {
    Set<String> inputs = network.inputs().stream().map(Input::name).collect(Collectors.toSet());
    long sum = 0;
    for (Place place : network.places()) {
      if (place.operation() instanceof Embedding || place.operation() instanceof LearnedPositions) {
        continue;
      }
      if (place.operation() instanceof MultiHeadAttention) {
        sum += 12L * place.output().positions() * place.output().size();
      }
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
      case "adamw" -> Optimizer.adamW(0.001);
      default -> throw new IllegalArgumentException("optimizer: sgd, adam or adamw; found " + name);
    };
  }
}
