package dev.lanewise.nn;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Network NETWORK =
      Network.of(
          Shape.of(4, 5),
          new Flatten(),
          new Dense(7, Activation.RELU),
          new Dropout(0.5f),
          new Dense(3),
          new Softmax());

  @Test
  void shapesGoDownTheChain() {
    List<Shape> outputs = NETWORK.places().stream().map(Place::output).toList();
    assertEquals(
        List.of(Shape.of(20), Shape.of(7), Shape.of(7), Shape.of(3), Shape.of(3)), outputs);
    assertEquals(Shape.of(3), NETWORK.output());
  }

  @Test
  void placesHaveNames() {
    assertEquals("layer 2 (Dropout)", NETWORK.places().get(2).label());
  }

  @Test
  void parametersAreNamedByTheirLayer() {
    assertEquals(
        List.of("1.weight", "1.bias", "3.weight", "3.bias"),
        NETWORK.parameters().stream().map(Network.NamedParameter::name).toList());
    assertEquals(20 * 7 + 7 + 7 * 3 + 3, NETWORK.parameterCount());
  }

  @Test
  void needsALayer() {
    assertError(ShapeException.class, () -> Network.of(Shape.of(1)), "at least one layer");
  }

  @Test
  void layersAreCopied() {
    List<Layer> layers = new ArrayList<>(List.of(new Dense(2)));
    Network network = Network.of(Shape.of(1), layers);
    layers.add(new Dense(3));
    assertEquals(1, network.nodes().size());
  }

  @Test
  void errorsNameTheLayerAndItsInput() {
    Shape wide = Shape.of(1 << 16);
    assertError(
        ShapeException.class,
        () -> Network.of(wide, new Flatten(), new Dense(1 << 16)),
        "Layer 1 (Dense)",
        "(65536)",
        "weight of 65536 x 65536");
    assertError(
        ShapeException.class,
        () -> Network.of(Shape.of(3), new Dense(2), new Fussy()),
        "Layer 1 (Fussy)",
        "(2)",
        "never");
  }

  /** A layer that takes nothing. */
  private record Fussy() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      throw new ShapeException("never");
    }

    @Override
    public RowPass inference(Binding at) {
      throw new AssertionError();
    }

    @Override
    public TrainingPasses training(TrainingBinding at) {
      throw new AssertionError();
    }
  }

  @Test
  void initialValuesDependOnTheSeedOnly() {
    assertEquals(NETWORK.initialize(5).checksum(), NETWORK.initialize(5).checksum());
    assertEquals(false, NETWORK.initialize(5).checksum() == NETWORK.initialize(6).checksum());
  }

  @Test
  void parametersOfEqualSizeGetDifferentValues() {
    Model model = Network.of(Shape.of(4), new Dense(4), new Dense(4)).initialize(1);
    assertEquals(false, java.util.Arrays.equals(model.values(0), model.values(2)));
    assertArrayEquals(new float[4], model.values(1));
  }

  @Test
  void layersCheckTheirSettings() {
    assertError(SettingException.class, () -> new Dense(0), "Dense", "units", "found 0");
    assertError(SettingException.class, () -> new Dropout(1), "Dropout", "rate", "1.0");
    assertThrows(SettingException.class, () -> new Dropout(-0.1f));
    assertThrows(SettingException.class, () -> new Dropout(Float.NaN));
    assertThrows(SettingException.class, () -> new Constant(Float.NaN));
  }
}
