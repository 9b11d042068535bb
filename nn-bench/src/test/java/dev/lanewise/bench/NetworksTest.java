package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NetworksTest {

  @Test
  void operationsCountTheProductsOfAStep() {
    assertEquals(4 * 784 * 128 + 6 * 128 * 10, Networks.operations(Networks.of("784-128-10")));
  }

  @Test
  void operationsOfConvolutionsCountPositions() {
    long first = 4L * 9 * 32 * 26 * 26;
    long second = 6L * 9 * 32 * 64 * 24 * 24;
    assertEquals(
        first + second + 6L * 9216 * 128 + 6 * 128 * 10, Networks.operations(Networks.of("cnn")));
  }

  @Test
  void operationsOfRecurrenceCountEachStep() {
    long weights = (64 + 128) * 4 * 128 + 128 * 65;
    assertEquals(6 * 64 * weights, Networks.operations(Networks.of("lstm-128")));
  }

  @Test
  void operationsOfAttentionCountItsScores() {
    long weights = 2 * (4 + 8) * 128 * 128 + 128 * 65;
    long scores = 2 * 64 * 128;
    assertEquals(6 * 64 * weights + 2 * 6 * 64 * scores, Networks.operations(Networks.of("gpt")));
  }
}
