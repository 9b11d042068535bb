package dev.lanewise.layers;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import org.junit.jupiter.api.Test;

/** Layers that only move or repeat numbers, with numbers that one can follow. */
class MovingLayersTest {
  private static final Shape PLANE = Shape.of(2, 3, 1);
  private static final float[] NUMBERS = {1, 2, 3, 4, 5, 6};

  private static float[] of(Shape shape, Layer layer, float... x) {
    return Predictor.of(Network.of(shape, layer, new Activate(Activation.IDENTITY)).initialize(1))
        .predict(x);
  }

  @Test
  void axesInAnotherOrder() {
    assertEquals(Shape.of(4, 2, 3), new Permute(2, 0, 1).outputShape(Shape.of(2, 3, 4)));
    assertArrayEquals(
        new float[] {1, 4, 2, 5, 3, 6}, of(Shape.of(2, 3), new Permute(1, 0), NUMBERS));
    assertArrayEquals(
        new float[] {1, 2, 5, 6, 3, 4, 7, 8},
        of(Shape.of(2, 2, 2), new Permute(1, 0, 2), 1, 2, 3, 4, 5, 6, 7, 8));
    assertArrayEquals(NUMBERS, of(PLANE, new Permute(0, 1, 2), NUMBERS));
    assertError(SettingException.class, () -> new Permute(1, 2), "from 0", "[1, 2]");
    assertError(
        ShapeException.class, () -> new Permute(1, 0).outputShape(PLANE), "[1, 0]", "(2, 3, 1)");
  }

  @Test
  void othersShapes() {
    assertEquals(Shape.of(3, 2), new Reshape(3, 2).outputShape(PLANE));
    assertEquals(Shape.of(3, 2, 1), new Reshape(3, -1, 1).outputShape(PLANE));
    assertEquals(Shape.of(1, 6), new Reshape(-1, 6).outputShape(PLANE));
    assertArrayEquals(NUMBERS, of(PLANE, new Reshape(3, 2), NUMBERS));
    assertError(SettingException.class, () -> new Reshape(-1, -1), "[-1, -1]");
    assertError(SettingException.class, () -> new Reshape(0, 2), "[0, 2]");
    assertError(SettingException.class, () -> new Reshape(), "[]");
    assertError(ShapeException.class, () -> new Reshape(4, -1).outputShape(PLANE), "6");
    assertError(ShapeException.class, () -> new Reshape(5).outputShape(PLANE), "(2, 3, 1)", "[5]");
  }

  @Test
  void borders() {
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6},
        of(PLANE, new ZeroPad2d(1, 0, 1, 0), NUMBERS));
    assertArrayEquals(new float[] {2, 3}, of(PLANE, new Crop2d(0, 1, 1, 0), NUMBERS));
    assertError(SettingException.class, () -> new ZeroPad2d(-1), "Crop2d");
    assertError(SettingException.class, () -> new Crop2d(0, 0, 0, -1), "ZeroPad2d");
    assertError(
        ShapeException.class,
        () -> new Crop2d(1).outputShape(PLANE),
        "at least one pixel",
        "0 x 1");
    assertError(ShapeException.class, () -> new Crop2d(1).outputShape(Shape.of(9)), "Reshape");
    assertError(
        ShapeException.class,
        () -> new ZeroPad2d(Integer.MAX_VALUE).outputShape(PLANE),
        "too large");
  }

  /** The numbers of PyTorch's manual for {@code Upsample}. */
  @Test
  void morePixels() {
    Shape square = Shape.of(2, 2, 1);
    float[] x = {1, 2, 3, 4};
    assertArrayEquals(
        new float[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4},
        of(square, new UpSample2d(2), x));
    assertArrayEquals(
        new float[] {
          1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4
        },
        of(square, new UpSample2d(2, UpSample2d.Mode.BILINEAR), x));
    assertError(
        ShapeException.class,
        () -> new UpSample2d(Integer.MAX_VALUE).outputShape(square),
        "too large");
  }

  @Test
  void dropoutOfChannelsIsNothingInInference() {
    assertArrayEquals(NUMBERS, of(PLANE, new SpatialDropout(0.9f), NUMBERS));
    assertError(SettingException.class, () -> new SpatialDropout(1), "SpatialDropout", "1.0");
    assertError(
        ShapeException.class,
        () -> new SpatialDropout(0.1f).outputShape(Shape.of(7)),
        "(7)",
        "Use Dropout");
  }
}
