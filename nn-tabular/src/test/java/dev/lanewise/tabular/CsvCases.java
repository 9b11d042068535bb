package dev.lanewise.tabular;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Tables from which inputs and a target are to be learned. */
final class CsvCases implements HostileFiles {
  private static final String FAMILY = "csv";
  private static final String HEADER = "x,c,y\n";
  private static final byte[] GOOD =
      "x,c,y\n1,\"a\"\"\n,\",2\n-3.5e1,b,4\n0.25,b,-1\n".getBytes(StandardCharsets.UTF_8);

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(
            MalformedTable.ALL.stream().map(CsvCases::malformed),
            Damage.cut(FAMILY, GOOD, CsvCases::withHeader).map(CsvCases::either),
            Damage.flipped(FAMILY, GOOD, GOOD.length, CsvCases::withHeader, Expected.EITHER),
            Damage.foreign(FAMILY, CsvCases::withHeader),
            Damage.foreign(FAMILY, CsvCases::withoutHeader),
            huge())
        .flatMap(cases -> cases);
  }

  private static void withHeader(Path file) {
    learn(file, CsvFormat.standard());
  }

  private static void withoutHeader(Path file) {
    learn(file, CsvFormat.standard().withoutHeader());
  }

  private static void learn(Path file, CsvFormat format) {
    CsvTable table = CsvTable.open(file, format);
    PreparedTable.of(table, MalformedTable.RECIPE, 0.2, 0.2, 1);
  }

  private static HostileCase malformed(MalformedTable table) {
    byte[] bytes = table.text().getBytes(StandardCharsets.UTF_8);
    return HostileCase.of(FAMILY, table.name(), bytes, CsvCases::withHeader, Expected.REFUSED);
  }

  /** The beginning of a table may be a table. */
  private static HostileCase either(HostileCase cut) {
    return new HostileCase(cut.family(), cut.name(), cut.action(), Expected.EITHER);
  }

  private static Stream<HostileCase> huge() {
    String digits = "1".repeat(1000);
    return Stream.of(
        repeated("a million columns", "c", 1_000_000, i -> ",c" + i),
        repeated("a million fields", HEADER, 1_000_000, i -> ","),
        repeated("a field of ten million characters", HEADER, 10_000, i -> digits),
        repeated("a quoted field of ten million", HEADER + "1,\"", 10_000, i -> digits),
        repeated("a line of ten million", "", 10_000, i -> digits),
        repeated("ten million empty lines", "", 10_000_000, i -> "\n"),
        repeated("ten million quotes", HEADER + "1,", 10_000_000, i -> "\""),
        repeated("a million categories", HEADER, 1_000_000, i -> "1,a" + i + ",2\n"),
        repeated("a row of long fields", HEADER, 1_000, i -> "1".repeat(30_000) + ","),
        repeated("samples beyond the heap", HEADER, 500_000, i -> "1,a" + i % 50 + ",2\n"),
        repeated(
            "categories that widen samples beyond the heap",
            HEADER,
            100_000,
            i -> "1,a" + i % 1000 + ",2\n"));
  }

  private static HostileCase repeated(
      String name, String beginning, int times, IntFunction<String> part) {
    return HostileCase.of(
        FAMILY,
        name,
        file -> write(file, beginning, times, part),
        CsvCases::withHeader,
        Expected.REFUSED);
  }

  private static void write(Path file, String beginning, int times, IntFunction<String> part)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(beginning);
      for (int i = 0; i < times; i++) {
        out.write(part.apply(i));
      }
    }
  }
}
