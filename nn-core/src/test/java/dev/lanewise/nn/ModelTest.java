package dev.lanewise.nn;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Dense;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Network NETWORK = Network.of(Shape.of(2), new Dense(1));

  private static float[][] values() {
    return new float[][] {{1, -2.5f}, {-0f}};
  }

  /** FNV-1a of the bytes 0000803f 000020c0 00000080, computed by other means. */
  @Test
  void checksumIsFnv1aOfLittleEndianBits() {
    assertEquals(0x00F32969EF3435F8L, new Model(NETWORK, values()).checksum());
  }

  @Test
  void checksumTellsZerosApart() {
    float[][] positive = {{1, -2.5f}, {0f}};
    assertNotEquals(
        new Model(NETWORK, values()).checksum(), new Model(NETWORK, positive).checksum());
  }

  @Test
  void valuesGoingInAreCopied() {
    float[][] values = values();
    Model model = new Model(NETWORK, values);
    values[0][0] = 9;
    assertArrayEquals(values()[0], model.values(0));
  }

  @Test
  void valuesComingOutAreCopies() {
    Model model = new Model(NETWORK, values());
    model.values(0)[0] = 9;
    assertArrayEquals(values()[0], model.values(0));
  }

  @Test
  void refusesValuesThatDoNotFit() {
    assertError(
        ShapeException.class,
        () -> new Model(NETWORK, new float[][] {{1, 2}}),
        "2 parameters",
        "1");
    assertError(
        ShapeException.class,
        () -> new Model(NETWORK, new float[][] {{1, 2}, {3, 4}}),
        "0.bias",
        "has 1",
        "found 2");
  }

  @Test
  void stateBelongsToTheModelButIsNotDrawnNorCounted() {
    Network network =
        Network.of(Shape.of(2), new Dense(3), new BatchNorm(0.1f, 1e-3f), new Dense(1));
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.gamma",
            "1.beta",
            "1.mean",
            "1.variance",
            "2.weight",
            "2.bias"),
        network.parameters().stream().map(Network.NamedParameter::name).toList());
    assertEquals(6 + 3 + 3 + 3 + 3 + 1, network.parameterCount());
    Model model = network.initialize(7);
    assertArrayEquals(new float[] {0, 0, 0}, model.values("1.mean"));
    assertArrayEquals(new float[] {1, 1, 1}, model.values("1.variance"));
    float[][] values = new float[8][];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.values(i);
    }
    assertEquals(model.checksum(), new Model(network, values).checksum());
    values[5][2] = 0.5f;
    assertNotEquals(model.checksum(), new Model(network, values).checksum());
  }

  @Test
  void textTellsLayersParametersAndChecksum() {
    assertEquals(
        "Model[input (2), Dense (1); 3 parameters, checksum 00f32969ef3435f8]",
        new Model(NETWORK, values()).toString());
  }
}
