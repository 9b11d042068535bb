package dev.lanewise.files;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.train.TrainerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small models and states. */
final class Fixtures {
  static final Network SMALL =
      Network.of(Shape.of(3), new Dense(2, Activation.RELU), new Dense(2), new Softmax());

  /** For tests that damage each bit of its file. */
  static final Network TINY = Network.of(Shape.of(1), new Dense(2, Activation.RELU));

  static final Metadata METADATA =
      new Metadata(
          Map.of("scaler", "{\"mean\":[1]}", "note", "\u00fc \"quoted\" \\ \n"),
          List.of("cat", "dog"));

  private Fixtures() {}

  static Model small() {
    return SMALL.initialize(42);
  }

  /** A network with a layer of each kind and settings that are not the default. */
  static Network large() {
    return Network.of(
        Shape.of(2, 3, 1),
        new Flatten(),
        new Dense(5).withInitializers(Initializer.heNormal(), Initializer.constant(0.1f)),
        new Activate(Activation.leakyRelu(0.3f)),
        new Dropout(0.1f),
        new GaussianDropout(0.3f),
        new GaussianNoise(0.7f),
        new Dense(4, Activation.elu(1.7f))
            .withInitializers(Initializer.torchLinear(), Initializer.torchLinear()),
        new Dense(3, Activation.GELU),
        new Softmax());
  }

  /** The same arrays for each parameter of a model. */
  static Map<String, List<float[]>> slots(Model model, List<float[]> each) {
    Map<String, List<float[]>> slots = new LinkedHashMap<>();
    model.network().parameters().forEach(named -> slots.put(named.name(), each));
    return slots;
  }

  /** A state in the middle of an epoch, with numbers that decimal digits would round. */
  static TrainerState state(Model model) {
    Map<String, List<float[]>> slots = new LinkedHashMap<>();
    for (NamedParameter named : model.network().parameters()) {
      float[] moments = model.values(named.name());
      moments[0] = -0f;
      slots.put(named.name(), List.of(moments, new float[moments.length]));
    }
    return new TrainerState(
        model,
        "Adam[learningRate=0.1]",
        Set.of(),
        slots,
        (1L << 53) + 1,
        3,
        128,
        new double[] {Math.nextUp(0.1)},
        new long[] {100},
        Double.MIN_VALUE,
        new double[] {1 / 3.0, Double.NEGATIVE_INFINITY, 3, -0.0},
        Long.MIN_VALUE + 1,
        60_000);
  }
}
