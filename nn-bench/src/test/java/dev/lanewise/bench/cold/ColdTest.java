package dev.lanewise.bench.cold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdTest {

  @Test
  void tableShowsTheCostOfAStart() {
    Outcome outcome = new Outcome();
    outcome.add("Lanewise", new Figure(ColdFigure.FIRST.label(2), 2));
    outcome.add("Lanewise", new Figure(ColdFigure.WARM.label(2), 0.25));
    outcome.add("Lanewise", new Figure(ColdFigure.GOAL.label(2), 3));
    outcome.add("Lanewise", new Figure(ColdFigure.EPOCHS.label(2), 4));

    assertEquals(
        """
        | library  | threads | first epoch's end | warm epoch | cost of start | to 97 % | epochs | memory |
        | -------- | ------: | ----------------: | ---------: | ------------: | ------: | -----: | -----: |
        | Lanewise |       2 |              2.00 |       0.25 |          1.75 |    3.00 |    4.0 |      - |
        """,
        ColdReport.table(outcome, List.of(2)).text());
  }

  @Test
  void pythonTellsTheSameFigures() throws IOException {
    try (InputStream in = Cold.class.getResourceAsStream("mnist.py")) {
      assertNotNull(in);
      String program = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (ColdFigure figure : ColdFigure.values()) {
        assertTrue(program.contains("figure(\"" + figure.label() + "\""), figure.label());
      }
    }
  }

  @Test
  void missingPythonIsNamed() {
    Python.Search search = Python.search(List.of("no-such-python"));

    assertTrue(search.found().isEmpty());
    assertTrue(search.obstacle().contains("no-such-python"), search.obstacle());
  }
}
