package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void arraysAreReusedUntilTheyAreTooShort() {
    Scratch scratch = new Scratch();
    float[] first = scratch.array(3, 10);
    assertTrue(first.length >= 10);
    assertSame(first, scratch.array(3, 5));
    assertTrue(scratch.array(3, 11).length >= 11);
  }

  @Test
  void slotsDoNotShareMemory() {
    Scratch scratch = new Scratch();
    float[] second = scratch.array(2, 8);
    float[] first = scratch.array(0, 8);
    scratch.array(9, 8);
    assertNotSame(first, second);
    assertSame(first, scratch.array(0, 8));
    assertSame(second, scratch.array(2, 8));
  }
}
