package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import dev.lanewise.DataException;
import dev.lanewise.UsageException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in memory and in files, narrow and wide. */
class TokensTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path directory;

  static int[] all(Tokens tokens) {
    int[] all = new int[(int) tokens.size()];
    Arrays.setAll(all, tokens::get);
    return all;
  }

  /** So many different characters, and three more. */
  private static String characters(int different) {
    StringBuilder text = new StringBuilder();
    for (int c = 0x10000; c < 0x10000 + different; c++) {
      text.appendCodePoint(c);
    }
    return text.append("end").toString();
  }

  private record Case(String text, Tokenizer tokenizer) {}

  private static List<Case> cases() {
    String narrow = TestTexts.random(3, 200_000);
    List<Case> cases = new ArrayList<>();
    // The last numbers of two bytes, and those of more.
    for (int different : new int[] {65_533, 65_534, 70_000}) {
      String text = characters(different);
      cases.add(new Case(text, CharacterTokenizer.train(TextSource.text(text))));
    }
    cases.addAll(
        List.of(
            new Case(narrow, CharacterTokenizer.train(TextSource.text(narrow))),
            new Case(narrow, BytePairTokenizer.train(TextSource.text(narrow), 300))));
    return cases;
  }

  @Test
  void allFormsHaveTheSameTokens() {
    for (Case each : cases()) {
      int[] expected = each.tokenizer.encode(each.text);
      TextSource source = TextSource.text(each.text);
      assertTokens(expected, Tokens.of(expected));
      assertTokens(expected, Tokens.read(source, each.tokenizer));
      Path file = directory.resolve("tokens");
      try (TokenFile written = TokenFile.write(source, each.tokenizer, file);
          TokenFile opened = TokenFile.open(file, each.tokenizer);
          TokenFile temporary = TokenFile.temporary(source, each.tokenizer)) {
        assertTokens(expected, written);
        assertTokens(expected, opened);
        assertTokens(expected, temporary);
      }
    }
  }

  private static void assertTokens(int[] expected, Tokens tokens) {
    assertEquals(expected.length, tokens.size());
    assertArrayEquals(expected, all(tokens));
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(expected.length + 1);
      int count = random.nextInt(expected.length - from + 1);
      float[] copied = new float[count + 3];
      Arrays.fill(copied, -1);
      tokens.copy(from, count, copied, 2);
      float[] wanted = new float[count + 3];
      Arrays.fill(wanted, -1);
      for (int j = 0; j < count; j++) {
        wanted[2 + j] = expected[from + j];
      }
      assertArrayEquals(wanted, copied);
    }
    assertOutside(tokens);
  }

  private static void assertOutside(Tokens tokens) {
    float[] to = {-1, -1, -1};
    long size = tokens.size();
    List<Executable> wrong =
        List.of(
            () -> tokens.get(-1),
            () -> tokens.get(size),
            () -> tokens.copy(-1, 1, to, 0),
            () -> tokens.copy(size - 1, 2, to, 0),
            () -> tokens.copy(0, -1, to, 0),
            () -> tokens.copy(0, 2, to, 2),
            () -> tokens.copy(0, 1, to, -1));
    wrong.forEach(call -> assertThrows(IndexOutOfBoundsException.class, call));
    assertArrayEquals(new float[] {-1, -1, -1}, to);
  }

  @Test
  void numbersThatFloatsCannotTellApartAreRefused() {
    assertError(DataException.class, () -> Tokens.of(1, -1), "from 0 to 16777215", "-1");
    assertError(DataException.class, () -> Tokens.of(1 << 24), "16777216");
    assertArrayEquals(new int[] {0, (1 << 24) - 1}, all(Tokens.of(0, (1 << 24) - 1)));
    assertEquals(0, Tokens.of().size());
  }

  @Test
  void copyingAllocatesNothing() {
    int[] values = IntStream.range(0, 200_000).map(i -> i % 64).toArray();
    Tokenizer tokenizer = BytePairTokenizer.train(TextSource.text("a"), 256);
    try (TokenFile file = TokenFile.temporary(TextSource.text("x".repeat(200_000)), tokenizer)) {
      float[] to = new float[100];
      for (Tokens tokens : List.of(Tokens.of(values), file)) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 300 && least > 0; window++) {
          long before = THREADS.getCurrentThreadAllocatedBytes();
          for (int i = 0; i < 1000; i++) {
            tokens.copy(i * 190L, 100, to, 0);
          }
          least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
      }
    }
  }

  @Test
  void aClosedFileSaysSo() {
    Tokenizer tokenizer = CharacterTokenizer.train(TextSource.text("ab"));
    TokenFile tokens = TokenFile.temporary(TextSource.text("abab"), tokenizer);
    tokens.close();
    tokens.close();
    assertError(UsageException.class, () -> tokens.get(0), "is closed", "open it again");
    assertError(UsageException.class, () -> tokens.copy(0, 1, new float[1], 0), "is closed");
  }

  @Test
  void nothingIsLeftOfTemporaryFilesAndOfFailures() throws IOException {
    Path place = Path.of(System.getProperty("java.io.tmpdir"));
    Tokenizer tokenizer = CharacterTokenizer.train(TextSource.text("ab"));
    long before = tokenFiles(place);
    TokenFile.temporary(TextSource.text("abab"), tokenizer).close();
    assertThrows(DataException.class, () -> TokenFile.temporary(TextSource.text("abx"), tokenizer));
    assertEquals(before, tokenFiles(place));

    Path file = directory.resolve("tokens");
    TokenFile.write(TextSource.text("abab"), tokenizer, file).close();
    byte[] good = Files.readAllBytes(file);
    assertThrows(
        DataException.class, () -> TokenFile.write(TextSource.text("abx"), tokenizer, file));
    assertArrayEquals(good, Files.readAllBytes(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  private static long tokenFiles(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".tokens")).count();
    }
  }

  @Test
  void aFileBelongsToItsTokenizer() {
    Path file = directory.resolve("tokens");
    Tokenizer tokenizer = CharacterTokenizer.train(TextSource.text("ab"));
    TokenFile.write(TextSource.text("abab"), tokenizer, file).close();
    assertError(
        DataException.class,
        () -> TokenFile.open(file, CharacterTokenizer.train(TextSource.text("ac"))),
        "tokens: expected tokens of this tokenizer, which has 2; found those of another one");
  }

  @Test
  void whatIsNoFileOfTokensIsNamed() throws IOException {
    Tokenizer tokenizer = CharacterTokenizer.train(TextSource.text("ab"));
    assertError(
        DataException.class,
        () -> TokenFile.open(directory.resolve("none"), tokenizer),
        "none: expected a readable file of tokens");
    assertError(
        DataException.class, () -> TokenFile.open(directory, tokenizer), "found a directory");
    assertError(
        DataException.class,
        () -> TokenFile.write(TextSource.text("ab"), tokenizer, directory),
        "expected a file to write");
    assertError(
        DataException.class,
        () -> TokenFile.write(TextSource.text("ab"), tokenizer, directory.resolve("no/file")),
        "expected a writable file");
    Path file = directory.resolve("tokens");
    TokenFile.write(TextSource.text("abab"), tokenizer, file).close();
    Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
    assertError(
        DataException.class,
        () -> TokenFile.open(file, tokenizer),
        "expected 4 tokens of 2 bytes; found 49 bytes");
  }
}
