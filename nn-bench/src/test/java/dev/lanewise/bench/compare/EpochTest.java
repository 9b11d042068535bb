package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpochTest {

  @Test
  void whatIsWrittenIsRead() {
    Epoch epoch = new Epoch(3, 0.25, 240_000, 0.5, 210);

    assertEquals(List.of(epoch), Epoch.parse(List.of(epoch.json())));
  }

  @Test
  void linesForPeopleAndOtherMembersAreSkipped() {
    List<Epoch> epochs =
        Epoch.parse(
            List.of(
                "WARNING: something",
                "{\"epoch\":1,\"loss\":null,\"seconds\":2,\"samplesPerSecond\":3e4,\"x\":\"y\"}"));

    assertEquals(List.of(new Epoch(1, 2, 30_000, Double.NaN, Double.NaN)), epochs);
  }

  @Test
  void infiniteLossIsLeftOut() {
    String json = new Epoch(1, 1, 1, Double.POSITIVE_INFINITY, Double.NaN).json();

    assertFalse(json.contains("loss"), json);
    assertFalse(json.contains("memory"), json);
    assertEquals(1, Epoch.parse(List.of(json)).size());
  }

  @Test
  void brokenOutputIsRefusedWithTheLine() {
    for (String line : List.of("{\"epoch\":1", "{\"epoch\":1,\"seconds\":1}", "{}")) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> Epoch.parse(List.of(line)));
      assertTrue(e.toString().contains(line), e.toString());
    }
  }

  @Test
  void firstEpochDoesNotCount() {
    List<Epoch> epochs = List.of(epoch(1, 10), epoch(2, 40), epoch(3, 30), epoch(4, 20));

    assertEquals(30, Epoch.speed(epochs));
    assertEquals(10, Epoch.speed(epochs.subList(0, 1)));
    assertEquals(400, Epoch.memory(epochs));
  }

  @Test
  void learningIsALossThatFalls() {
    assertTrue(Epoch.learns(List.of(losing(2.3), losing(2.5), losing(2.2))));
    assertFalse(Epoch.learns(List.of(losing(2.3), losing(2.3))));
    assertFalse(Epoch.learns(List.of(losing(2.3), losing(Double.NaN))));
  }

  private static Epoch losing(double loss) {
    return new Epoch(1, 1, 1, loss, Double.NaN);
  }

  private static Epoch epoch(int number, double speed) {
    return new Epoch(number, 1, speed, 0, 100 * number);
  }
}
