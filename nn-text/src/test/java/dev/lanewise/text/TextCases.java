package dev.lanewise.text;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/** Files of tokens that are damaged or foreign, and texts that are meant to exhaust. */
final class TextCases implements HostileFiles {
  private static final String TEXT = "a short text\nof two lines";
  private static final CharacterTokenizer TOKENIZER =
      CharacterTokenizer.train(TextSource.text(TEXT));

  @Override
  public Stream<HostileCase> all() throws IOException {
    byte[] good = tokens();
    return Stream.of(
            Damage.cut("token file", good, TextCases::open),
            Damage.flipped("token file", good, good.length, TextCases::open, Expected.REFUSED),
            Damage.foreign("token file", TextCases::open),
            texts())
        .flatMap(cases -> cases);
  }

  private static byte[] tokens() throws IOException {
    Path file = Files.createTempFile("lanewise", ".good");
    try {
      TokenFile.write(TextSource.text(TEXT), TOKENIZER, file).close();
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void open(Path file) {
    TokenFile.open(file, TOKENIZER).close();
  }

  private static void learn(Path file) {
    TextSource text = TextSource.file(file);
    BytePairTokenizer tokenizer = BytePairTokenizer.train(text, 270);
    TokenFile.temporary(text, tokenizer).close();
    WordTokenizer.train(text, 300);
  }

  private static Stream<HostileCase> texts() {
    return Stream.of(
        text("one letter", "a", 5_000_000, Expected.ACCEPTED),
        text("spaces", " ", 5_000_000, Expected.ACCEPTED),
        text("marks", "\u0301", 5_000_000, Expected.ACCEPTED),
        text("zeros", "\0", 5_000_000, Expected.ACCEPTED),
        text("nothing", "", 0, Expected.REFUSED),
        new HostileCase(
            "text",
            "more tokens than memory",
            directory ->
                Tokens.read(
                    TextSource.texts(Collections.nCopies(60, "a short text ".repeat(80_000))),
                    TOKENIZER),
            Expected.REFUSED),
        differentWords());
  }

  private static HostileCase text(String name, String part, int times, Expected expected) {
    byte[] parts = part.repeat(1000).getBytes(StandardCharsets.UTF_8);
    return HostileCase.of(
        "text",
        name,
        file -> {
          try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < times / 1000; i++) {
              out.write(parts);
            }
          }
        },
        TextCases::learn,
        expected);
  }

  /** Words of 64 characters of which none comes twice. */
  private static HostileCase differentWords() {
    return HostileCase.of(
        "text",
        "different words",
        file -> {
          try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 50_000; i++) {
              String word = Integer.toBinaryString(i).replace('0', 'a').replace('1', '\u4e00');
              out.write((word + "b".repeat(64 - word.length())).getBytes(StandardCharsets.UTF_8));
              out.write(' ');
            }
          }
        },
        TextCases::learn,
        Expected.ACCEPTED);
  }
}
