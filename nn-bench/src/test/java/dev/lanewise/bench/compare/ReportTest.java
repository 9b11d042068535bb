package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.lanewise.bench.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategorySeries;

class ReportTest {
  private static final Map<String, String> MACHINE = Map.of("CPU", "Some \"CPU\"\n\t\\");

  @Test
  void columnsAreAsWideAsTheirWidestEntry() {
    Table table = new Table("name", "k/s");
    table.add("a", "12345");
    table.add("longer", "1");

    assertEquals(
        """
        | name   |   k/s |
        | ------ | ----: |
        | a      | 12345 |
        | longer |     1 |
        """,
        table.text());
  }

  @Test
  void tableNamesRatioIntervalAndSetting() {
    assertEquals(
        """
        | network    | optimizer | batch | threads | Lanewise |  MB | of peak |      peer | k/s |  MB | ratio |  interval |         setting |
        | ---------- | --------: | ----: | ------: | -------: | --: | ------: | --------: | --: | --: | ----: | --------: | --------------: |
        | 784-128-10 |      adam |   128 |       1 |      0.3 | 150 |     0 % | Rival "1" | 0.2 | 100 |  1.50 | 1.45-1.55 |        1 thread |
        | 784-128-10 |      adam |   128 |       2 |      0.4 | 200 |     0 % | Rival "1" | 0.4 | 200 |  1.00 | 1.00-1.00 | 2 threads, fast |
        """,
        TextReport.rows(Fake.comparison()).text());
  }

  @Test
  void sequencesAreCountedInTokens() {
    String table = TextReport.verdicts(Fake.ofTokens()).text();

    assertTrue(table.contains("| lstm-256 |      adam |    64 |       2 |     32.0 |"), table);
  }

  @Test
  void verdictIsBestAgainstBest() {
    assertEquals(
        """
        | network    | optimizer | batch | threads | Lanewise |  MB | of peak |      peer | k/s |  MB | ratio |  interval |         setting |
        | ---------- | --------: | ----: | ------: | -------: | --: | ------: | --------: | --: | --: | ----: | --------: | --------------: |
        | 784-128-10 |      adam |   128 |       2 |      0.4 | 200 |     0 % | Rival "1" | 0.4 | 200 |  1.00 | 1.00-1.00 | 2 threads, fast |
        """,
        TextReport.verdicts(Fake.comparison()).text());
    assertEquals(1, Fake.comparison().meanRatio().orElseThrow(), 1e-12);
    assertTrue(Fake.alone().meanRatio().isEmpty());
  }

  @Test
  void withoutPeersLanewiseIsShownAlone() {
    String text = TextReport.of(Fake.alone(), MACHINE);

    assertTrue(text.contains("FMA peak    102 GFLOP/s"), text);
    assertTrue(text.contains("|       1 |      0.3 | 150 |     0 % |    - |   - |"), text);
  }

  @Test
  void jsonFileIsValidAndComplete() throws IOException {
    Map<String, Object> file =
        JSON.std.mapFrom(JsonFile.of(Fake.comparison(), MACHINE, List.of("broken")));

    assertEquals(MACHINE, file.get("machine"));
    assertEquals(List.of("broken"), file.get("failures"));
    assertEquals(1, list(file, "verdicts").size());
    List<?> cells = list(file, "cells");
    assertEquals(2, cells.size());
    Map<?, ?> cell = assertInstanceOf(Map.class, cells.getFirst());
    Map<?, ?> rival = assertInstanceOf(Map.class, list(cell, "peers").getFirst());
    assertEquals("Rival \"1\"", rival.get("name"));
    assertEquals(1.5, rival.get("ratio"));
    assertEquals(100, assertInstanceOf(Number.class, rival.get("memory")).intValue());
    assertEquals(5, list(file, "processes").size());
  }

  @Test
  void chartHasASeriesForEachOptimizer() {
    assertEquals(
        List.of("adam"),
        Chart.chart(Fake.comparison(), "CPU").getSeriesCollection().stream()
            .map(CategorySeries::getName)
            .toList());
  }

  private static List<?> list(Map<?, ?> object, String name) {
    return assertInstanceOf(List.class, object.get(name));
  }
}
