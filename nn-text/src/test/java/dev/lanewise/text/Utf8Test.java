package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.UsageException;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoding against that of the JDK. */
class Utf8Test {
  private static final byte[] INTERESTING = {
    0,
    'a',
    '\n',
    0x7f,
    (byte) 0x80,
    (byte) 0x8f,
    (byte) 0x90,
    (byte) 0x9f,
    (byte) 0xa0,
    (byte) 0xbf,
    (byte) 0xc0,
    (byte) 0xc1,
    (byte) 0xc2,
    (byte) 0xdf,
    (byte) 0xe0,
    (byte) 0xe1,
    (byte) 0xed,
    (byte) 0xef,
    (byte) 0xf0,
    (byte) 0xf1,
    (byte) 0xf4,
    (byte) 0xf5,
    (byte) 0xff
  };

  @TempDir private Path directory;

  private static String decoded(byte[] bytes, int capacity) {
    StringBuilder text = new StringBuilder();
    try (CodePoints characters = Utf8.of("f", new ByteArrayInputStream(bytes), capacity)) {
      for (int c = characters.next(); c != CodePoints.END; c = characters.next()) {
        text.appendCodePoint(c);
      }
    }
    return text.toString();
  }

  @Test
  void goodTextIsDecodedWhereverBuffersEnd() {
    for (String text : TestTexts.HOSTILE) {
      if (!text.startsWith("\ufeff")) {
        for (int capacity = 1; capacity < 9; capacity++) {
          assertEquals(text, decoded(text.getBytes(StandardCharsets.UTF_8), capacity));
        }
      }
    }
  }

  @Test
  void everyCharacterThereIs() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c);
      }
    }
    assertEquals(all.toString(), decoded(all.toString().getBytes(StandardCharsets.UTF_8), 1 << 16));
  }

  @Test
  void aByteOrderMarkCountsOnlyWithin() {
    byte[] bytes = "\ufeffa\ufeff".getBytes(StandardCharsets.UTF_8);
    assertEquals("a\ufeff", decoded(bytes, 2));
    assertError(
        DataException.class,
        () -> decoded("\ufeff".getBytes(StandardCharsets.UTF_8), 2),
        "f: expected text; found none: it is empty");
  }

  /** All sequences of two and three interesting bytes, and some longer ones, after a good start. */
  @Test
  void whatTheJdkRefusesIsRefusedAtTheSamePlace() {
    int refused = 0;
    Random random = new Random(1);
    for (int i = 0; i < 40_000; i++) {
      byte[] bytes = new byte[3 + random.nextInt(6)];
      bytes[0] = 'x';
      bytes[1] = '\n';
      for (int at = 2; at < bytes.length; at++) {
        bytes[at] = INTERESTING[random.nextInt(INTERESTING.length)];
      }
      refused += same(bytes, 1 + random.nextInt(5)) ? 0 : 1;
    }
    assertTrue(refused > 20_000, refused + " refused");
  }

  /** Whether both decode it; fails if they disagree. */
  private static boolean same(byte[] bytes, int capacity) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(2 * bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isUnderflow()) {
      assertEquals(out.flip().toString(), decoded(bytes, capacity));
      return true;
    }
    long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
    assertError(
        DataException.class,
        () -> decoded(bytes, capacity),
        "f, byte offset %s (line %s): expected UTF-8; found the bytes "
            .formatted(in.position(), line));
    return false;
  }

  @Test
  void errorsNameFileByteAndLine() {
    Path file = directory.resolve("a\u001b.txt");
    TestTexts.write(file, new byte[] {'a', '\r', '\n', 'b', (byte) 0xe4, 'c'});
    assertError(
        DataException.class,
        () -> CharacterTokenizer.train(TextSource.file(file)),
        "a\\u001b.txt, byte offset 4 (line 2): expected UTF-8; found the bytes E4 63, which are no character of it. Save the text as UTF-8.");
    TestTexts.write(file, "text".getBytes(StandardCharsets.UTF_16));
    assertError(
        DataException.class, () -> CharacterTokenizer.train(TextSource.file(file)), "UTF-16");
  }

  @Test
  void emptyAndMissingFilesAreNamed() {
    Path file = TestTexts.write(directory.resolve("empty.txt"), "");
    Path good = TestTexts.write(directory.resolve("good.txt"), "x");
    assertError(
        DataException.class,
        () -> CharacterTokenizer.train(TextSource.files(List.of(good, file))),
        "empty.txt: expected text; found none");
    assertError(
        DataException.class,
        () -> CharacterTokenizer.train(TextSource.file(directory.resolve("none.txt"))),
        "none.txt: expected a readable file of text; found an error");
    assertError(
        DataException.class,
        () -> CharacterTokenizer.train(TextSource.file(directory)),
        directory.toString(),
        "a readable file");
  }

  @Test
  void halvesOfSurrogatePairsAreNoText() {
    for (String text : List.of("a\n\ud83dx", "a\n\ude00", "a\n\ud83d", "a\n\ud83d\ud83d\ude00")) {
      assertError(
          DataException.class,
          () -> BytePairTokenizer.train(TextSource.text("a"), 256).encode(text),
          "character offset 2 (line 2)",
          "half of a surrogate pair");
    }
  }

  @Test
  void placesInLongReadersAreThoseOfTheWholeText() {
    String text = "ab\n\ud83d\ude00".repeat(5000);
    TextSource source = TextSource.reader("long", new StringReader(text + "\ud83dx"));
    assertError(
        DataException.class,
        () -> CharacterTokenizer.train(source),
        "long, character offset 25000 (line 5001): expected Unicode text");
    CharacterTokenizer letters = CharacterTokenizer.train(TextSource.text(text));
    assertArrayEquals(new int[] {1, 2, 0, 3}, Arrays.copyOf(letters.encode(text), 4));
    assertEquals(text, letters.decode(letters.encode(text)));
  }

  @Test
  void aReaderIsReadOnce() {
    TextSource source = TextSource.reader("my text", new StringReader("ab\ud83d\ude00"));
    assertEquals(3, CharacterTokenizer.train(source).size());
    UsageException error =
        assertThrows(UsageException.class, () -> CharacterTokenizer.train(source));
    assertTrue(String.valueOf(error.getMessage()).contains("my text"));
  }
}
