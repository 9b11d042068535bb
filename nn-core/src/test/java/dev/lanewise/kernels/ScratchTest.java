package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void arraysAreReusedUntilTheyAreTooShort() {
    Slots slots = new Scratch().layer();
    float[] first = slots.array(3, 10);
    assertTrue(first.length >= 10);
    assertSame(first, slots.array(3, 5));
    assertTrue(slots.array(3, 11).length >= 11);
  }

  /** Otherwise each last vector of a row has its mask checked lane by lane, which may allocate. */
  @Test
  void aFullVectorFitsAtEachElement() {
    Slots slots = new Scratch().layer();
    int widest = 16;
    assertTrue(slots.array(0, 19).length >= 18 + widest);
    assertTrue(slots.array(0, 20).length >= 19 + widest);
  }

  @Test
  void slotsDoNotShareMemory() {
    Slots slots = new Scratch().layer();
    float[] second = slots.array(2, 8);
    float[] first = slots.array(0, 8);
    slots.array(9, 8);
    assertNotSame(first, second);
    assertSame(first, slots.array(0, 8));
    assertSame(second, slots.array(2, 8));
  }

  @Test
  void eachHasSlotsOfItsOwn() {
    Scratch scratch = new Scratch();
    float[] kernel = scratch.kernel().array(0, 8);
    float[] layer = scratch.layer().array(0, 8);
    float[] engine = scratch.engine().array(0, 8);
    assertNotSame(kernel, layer);
    assertNotSame(layer, engine);
    assertNotSame(engine, kernel);
  }
}
