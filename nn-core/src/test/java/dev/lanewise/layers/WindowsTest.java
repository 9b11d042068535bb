package dev.lanewise.layers;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which windows there are, and which are refused. */
class WindowsTest {
  private static final int HUGE = 1 << 30;

  @Test
  void windowsThatSeeNothingAreRefused() {
    for (int size = 1; size <= 5; size++) {
      for (int kernel = 1; kernel <= 4; kernel++) {
        for (int stride = 1; stride <= 4; stride++) {
          for (int dilation = 1; dilation <= 7; dilation++) {
            for (int border = 0; border <= 9; border++) {
              compare(size, kernel, stride, dilation, border);
            }
          }
        }
      }
    }
  }

  private static void compare(int size, int kernel, int stride, int dilation, int border) {
    MaxPool2d pool =
        new MaxPool2d(
            new Extent(kernel, 1),
            new Extent(stride, 1),
            Padding.of(border, 1, 0, 0),
            new Extent(dilation, 1),
            false);
    int room = size + border + 1 - (kernel - 1) * dilation - 1;
    boolean allSee = room >= 0;
    for (int window = 0; window * stride <= room; window++) {
      boolean sees = false;
      for (int tap = 0; tap < kernel; tap++) {
        int at = window * stride + tap * dilation - border;
        sees |= at >= 0 && at < size;
      }
      allSee &= sees;
    }
    Shape image = Shape.of(size, 1, 1);
    if (allSee) {
      assertEquals(Shape.of(room / stride + 1, 1, 1), pool.outputShape(image), pool::toString);
    } else {
      assertError(ShapeException.class, () -> pool.outputShape(image), "MaxPool2d");
    }
  }

  /** At once, and without an overflow. */
  @Test
  void windowsBeyondAllMeasureAreRefused() {
    Shape image = Shape.of(4, 4, 1);
    List<Padding> paddings =
        List.of(
            Padding.valid(), Padding.same(), Padding.of(HUGE), Padding.of(0, Integer.MAX_VALUE));
    for (Padding padding : paddings) {
      for (Extent kernel : List.of(Extent.of(Integer.MAX_VALUE), new Extent(HUGE, 3))) {
        for (Extent dilation : List.of(Extent.of(HUGE), new Extent(3, Integer.MAX_VALUE))) {
          Conv2d wide =
              new Conv2d(1, kernel, Activation.RELU).withPadding(padding).withDilation(dilation);
          assertError(ShapeException.class, () -> wide.outputShape(image), "Conv2d");
        }
      }
    }
    MaxPool2d pool =
        new MaxPool2d(Extent.of(HUGE), Extent.of(1), Padding.of(HUGE - 1), Extent.of(1), false);
    assertError(ShapeException.class, () -> pool.outputShape(image), "2^31");
  }
}
