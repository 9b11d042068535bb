package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private static final String FIRST = new Epoch(1, 1, 10, 0.5).json();
  private static final String BETTER = new Epoch(2, 1, 10, 0.4).json();

  @Test
  void outputOfAProcessIsChecked() throws ChildProcess.FailedException {
    assertEquals(2, Campaign.epochs(List.of(FIRST, BETTER), 2).size());
    assertTrue(failure(List.of(FIRST), 2).contains("expected 2 epochs; found 1"));
    assertTrue(failure(List.of("{"), 1).contains("{"));
  }

  @Test
  void whoDoesNotLearnFails() {
    String message = failure(List.of(BETTER, FIRST), 2);

    assertTrue(message.contains("found [0.4, 0.5]"), message);
  }

  private static String failure(List<String> output, int count) {
    return assertThrows(ChildProcess.FailedException.class, () -> Campaign.epochs(output, count))
        .toString();
  }
}
