package dev.lanewise.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Texts that are hard to treat. */
final class TestTexts {
  static final List<String> HOSTILE =
      List.of(
          "a",
          "\0",
          "\0\0a\0",
          "\ufeffmark \ufeff within",
          "line\r\nline\rline\n\n\r\n",
          "e\u0301 n\u0303 \u0915\u094d\u0937\u093f",
          "\u0301 begins with a mark",
          "a" + "\u0301".repeat(200) + "b",
          "\ud83d\ude00\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud834\udd1e\udbff\udfff",
          "\ufffd\uffff\ud7ff\ue000",
          "don't 'tis rock'n'roll l\u2019homme '' ' 's a'",
          "x".repeat(1000) + " ".repeat(1000) + "1".repeat(1000) + "!".repeat(1000),
          "\u4f60\u597d\u4e16\u754c\u3002 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
          "\t\u00a0\u2003\u2028\u2029\u0085 x \u3000",
          "3.14 1,000 \u00bd \u2167 x2 2x",
          "aaaaaaa aaaa aaaaaaaaaaaaaa");

  private static final int[] CHARACTERS = {
    'a', 'b', 'c', ' ', ' ', '\n', '\'', '1', '2', '.', 0, 0x301, 0xe9, 0x2019, 0x20ac, 0x1f600
  };

  private TestTexts() {}

  /** A text of so many characters. */
  static String random(int seed, int length) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  /** All hostile texts in one, without those that other tests have alone. */
  static String all() {
    return String.join("", HOSTILE);
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
