package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void cellsShareRuns() {
    List<Run> runs = Schedule.runs(Fake.RIVAL, Fake.WORKLOAD, List.of(1, 2));

    assertEquals(List.of(Fake.run(Fake.ONE), Fake.run(Fake.TWO), Fake.run(Fake.TWO_FAST)), runs);
  }

  @Test
  void lanewiseAndPeersInTurn() {
    List<Run> ours = Schedule.runs(Fake.LANEWISE, Fake.WORKLOAD, List.of(1, 2));
    List<Run> theirs = Schedule.runs(Fake.RIVAL, Fake.WORKLOAD, List.of(1, 2));
    List<Run> order =
        List.of(ours.get(0), theirs.get(0), ours.get(1), theirs.get(1), theirs.get(2));

    assertEquals(order, Schedule.interleave(ours, theirs, 0));
    assertEquals(order.reversed(), Schedule.interleave(ours, theirs, 1));
    assertEquals(ours, Schedule.interleave(ours, List.of(), 2));
  }
}
