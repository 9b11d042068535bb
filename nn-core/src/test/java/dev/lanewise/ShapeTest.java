package dev.lanewise;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void sizeIsTheProduct() {
    assertEquals(7, Shape.of(7).size());
    assertEquals(24, Shape.of(2, 3, 4).size());
    assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE).size());
  }

  @Test
  void textIsLikeATuple() {
    assertEquals("(2, 3)", Shape.of(2, 3).toString());
  }

  @Test
  void equalDimensionsMakeEqualShapes() {
    assertEquals(Shape.of(2, 3), new Shape(List.of(2, 3)));
  }

  @Test
  void dimensionsAreCopied() {
    List<Integer> dimensions = new ArrayList<>(List.of(2, 3));
    Shape shape = new Shape(dimensions);
    dimensions.set(0, 9);
    assertEquals(Shape.of(2, 3), shape);
  }

  @Test
  void refusesWhatIsNoShape() {
    assertError(ShapeException.class, () -> Shape.of(), "at least one dimension");
    assertError(ShapeException.class, () -> Shape.of(3, 0), "(3, 0)", "found 0");
    assertError(ShapeException.class, () -> Shape.of(-1), "found -1");
    assertError(ShapeException.class, () -> Shape.of(1 << 16, 1 << 15), "(65536, 32768)");
    assertError(
        ShapeException.class,
        () -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30),
        "2^31-1");
  }
}
