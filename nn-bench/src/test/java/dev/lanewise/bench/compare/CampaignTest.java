package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private static final String FIRST = new Epoch(1, 1, 10, 0.5, 99).json();
  private static final String BETTER = new Epoch(2, 1, 10, 0.4, 99).json();

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

  @Test
  void peersThatDoOtherWorkFail() throws ChildProcess.FailedException {
    Workload workload = new Workload("gpt", 32, "adamw", 9);
    SameWork same = new SameWork();

    same.require(workload, List.of(new Epoch(1, 1, 1, 4, 99)));
    same.require(workload, List.of(new Epoch(1, 1, 1, 4.07, 99)));
    same.require(Fake.WORKLOAD, List.of(new Epoch(1, 1, 1, 4, 99)));
    same.require(Fake.WORKLOAD, List.of(new Epoch(1, 1, 1, 5, 99)));
    String message =
        assertThrows(
                ChildProcess.FailedException.class,
                () -> same.require(workload, List.of(new Epoch(1, 1, 1, 4.09, 99))))
            .toString();
    assertTrue(message.contains("near Lanewise's 4.0000"), message);
    assertTrue(message.contains("found 4.0900"), message);
  }

  private static String failure(List<String> output, int count) {
    return assertThrows(ChildProcess.FailedException.class, () -> Campaign.epochs(output, count))
        .toString();
  }
}
