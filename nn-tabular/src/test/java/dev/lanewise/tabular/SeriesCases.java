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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables of series to learn from, and descriptions of series as a model file brings them. */
final class SeriesCases implements HostileFiles {
  private static final String TABLE = "series";
  private static final String JSON = "series encoder";
  private static final String ENCODER = SeriesPredictorTest.SMALL;
  private static final int WIDE = 100;
  private static final byte[] GOOD =
      "t,x\n2026-01-01,1.5\n2026-01-02,-2\n2026-01-03,\n2026-01-04,7e1\n"
          .getBytes(StandardCharsets.UTF_8);

  private static final SeriesRecipe RECIPE =
      SeriesRecipe.predicting("x", 2, 1).withTime(TimeColumn.of("t")).withFilledGaps();

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(tables(), encoders()).flatMap(cases -> cases);
  }

  private static Stream<HostileCase> tables() {
    return Stream.of(
            Stream.of(HostileCase.of(TABLE, "whole", GOOD, SeriesCases::learn, Expected.ACCEPTED)),
            Damage.cut(TABLE, GOOD, SeriesCases::learn)
                .map(cut ->
                    new HostileCase(cut.family(), cut.name(), cut.action(), Expected.EITHER)),
            Damage.flipped(TABLE, GOOD, GOOD.length, SeriesCases::learn, Expected.EITHER),
            Damage.foreign(TABLE, SeriesCases::learn),
            Stream.of(
                repeated("a million columns", "t,x", 1_000_000, i -> ",c" + i),
                repeated(
                    "rows beyond the heap",
                    "t,x" + columns() + "\n",
                    50_000,
                    i -> i + ",5".repeat(WIDE + 1) + "\n")))
        .flatMap(cases -> cases);
  }

  private static String columns() {
    return IntStream.range(0, WIDE).mapToObj(i -> ",c" + i).collect(Collectors.joining());
  }

  private static void learn(Path file) {
    PreparedSeries.of(CsvTable.open(file, CsvFormat.standard()), RECIPE, 0, 0);
  }

  private static HostileCase repeated(
      String name, String beginning, int times, IntFunction<String> part) {
    return HostileCase.of(
        TABLE,
        name,
        file -> write(file, beginning, times, part),
        SeriesCases::learn,
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

  private static Stream<HostileCase> encoders() {
    return Stream.of(
            Stream.of(of("whole", () -> ENCODER, Expected.ACCEPTED)),
            IntStream.range(0, ENCODER.length())
                .mapToObj(
                    length -> refused("cut after " + length, () -> ENCODER.substring(0, length))),
            Damage.bits(ENCODER.length()).mapToObj(SeriesCases::flipped),
            Stream.of(
                refused("a million arrays", () -> "[".repeat(1_000_000)),
                refused("two million targets", () -> ENCODER.replace("\"y\"]", many(2_200_000))),
                refused("a number of a million", () -> ENCODER.replace("1.5", "1".repeat(1 << 20))),
                refused("lone surrogate", () -> ENCODER.replace("\"x\"", "\"\\ud800\","))))
        .flatMap(cases -> cases);
  }

  private static String many(int targets) {
    return "\"y\"" + ",\"b\"".repeat(targets) + "]";
  }

  private static HostileCase flipped(int bit) {
    byte[] bytes = ENCODER.getBytes(StandardCharsets.ISO_8859_1);
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return of("bit " + bit + " flipped", () -> text, Expected.EITHER);
  }

  private static HostileCase refused(String name, Supplier<String> json) {
    return of(name, json, Expected.REFUSED);
  }

  private static HostileCase of(String name, Supplier<String> json, Expected expected) {
    return new HostileCase(
        JSON, name, directory -> SeriesEncoder.fromJson(json.get()).outputs(), expected);
  }
}
