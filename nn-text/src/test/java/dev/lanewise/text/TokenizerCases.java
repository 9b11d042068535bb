package dev.lanewise.text;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Descriptions of tokenizers, as a model file brings them. */
final class TokenizerCases implements HostileFiles {
  private static final String FAMILY = "tokenizer";
  private static final List<String> GOOD =
      List.of(TokenizerJsonTest.CHARACTERS, TokenizerJsonTest.WORDS, TokenizerJsonTest.MERGES);

  @Override
  public Stream<HostileCase> all() {
    return Stream.concat(GOOD.stream().flatMap(TokenizerCases::damages), large());
  }

  private static Stream<HostileCase> damages(String good) {
    return Stream.of(
            Stream.of(of("whole", () -> good, Expected.ACCEPTED)),
            IntStream.range(0, good.length())
                .mapToObj(
                    length -> refused("cut after " + length, () -> good.substring(0, length))),
            Damage.bits(good.length()).mapToObj(bit -> flipped(good, bit)))
        .flatMap(cases -> cases);
  }

  private static Stream<HostileCase> large() {
    String start = TokenizerJsonTest.START;
    return Stream.of(
        refused("a million arrays", () -> "[".repeat(1_000_000)),
        refused("a hundred thousand objects", () -> "{\"a\":".repeat(100_000)),
        refused("a number of a million", () -> start.replace("1,", "1".repeat(1_000_000)) + "}"),
        refused(
            "two million merges", () -> start + "\"merges\":[0" + ",1".repeat(2_200_000) + "]}"),
        refused(
            "a million words",
            () ->
                start
                    + IntStream.range(0, 1_000_000)
                        .mapToObj(i -> "\"" + i + "\"")
                        .collect(Collectors.joining(",", "\"words\":[", "]}"))),
        refused("a long word", () -> start + "\"words\":[\"" + "x".repeat(3_000_000) + "\"]}"),
        refused(
            "many characters", () -> start + "\"characters\":\"" + "x".repeat(5_000_000) + "\"}"));
  }

  private static HostileCase flipped(String good, int bit) {
    byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return of("bit " + bit + " flipped", () -> text, Expected.EITHER);
  }

  private static HostileCase refused(String name, Supplier<String> json) {
    return of(name, json, Expected.REFUSED);
  }

  private static HostileCase of(String name, Supplier<String> json, Expected expected) {
    return new HostileCase(
        FAMILY, name, directory -> Tokenizer.fromJson(json.get()).decode(0), expected);
  }
}
