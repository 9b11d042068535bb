package dev.lanewise.tabular;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Descriptions of encoders, as a model file brings them. */
final class EncoderCases implements HostileFiles {
  private static final String FAMILY = "encoder";
  private static final String GOOD = EncoderJsonTest.SMALL;

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(
            Stream.of(of("whole", () -> GOOD, Expected.ACCEPTED)),
            IntStream.range(0, GOOD.length())
                .mapToObj(
                    length -> refused("cut after " + length, () -> GOOD.substring(0, length))),
            Damage.bits(GOOD.length()).mapToObj(EncoderCases::flipped),
            Stream.of(
                refused("a million arrays", () -> "[".repeat(1_000_000)),
                refused("a hundred thousand objects", () -> "{\"a\":".repeat(100_000)),
                refused("two million categories", () -> GOOD.replace("]}]", many(2_200_000))),
                refused("a name of ten million", () -> GOOD.replace("\"x\"", quoted(10_000_000))),
                refused("a number of a million", () -> GOOD.replace("1.5", "1".repeat(1_000_000))),
                refused("a huge exponent", () -> GOOD.replace("1.5", "1e999999999")),
                refused("lone surrogate", () -> GOOD.replace("\"x\"", "\"\\ud800\",")),
                refused("two features of one column", () -> GOOD.replace("\"c\"", "\"x\""))))
        .flatMap(cases -> cases);
  }

  private static String many(int categories) {
    return ",\"b\"".repeat(categories) + "]}]";
  }

  private static String quoted(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  private static HostileCase flipped(int bit) {
    byte[] bytes = GOOD.getBytes(StandardCharsets.ISO_8859_1);
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return of("bit " + bit + " flipped", () -> text, Expected.EITHER);
  }

  private static HostileCase refused(String name, Supplier<String> json) {
    return of(name, json, Expected.REFUSED);
  }

  private static HostileCase of(String name, Supplier<String> json, Expected expected) {
    return new HostileCase(
        FAMILY, name, directory -> TableEncoder.fromJson(json.get()).inputNames(), expected);
  }
}
