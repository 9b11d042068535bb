package dev.lanewise.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.TestSize;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A text that is larger than the heap is learned from, encoded and read in windows: with {@code
 * -Dlanewise.tests=all} in a virtual machine of 64 MB.
 */
class LargeTextTest {
  private static final int HEAP_MEGABYTES = TestSize.of(40, 48);
  private static final int WORDS = TestSize.of(10_000_000, 12_000_000);

  @TempDir private Path directory;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void aLargeTextNeedsLittleMemory() throws IOException, InterruptedException {
    Path book = directory.resolve("book.txt");
    write(book);
    assertTrue(Files.size(book) > HEAP_MEGABYTES * (1L << 20));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Read.class.getName(),
            book.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", output));
    assertEquals(List.of("CharacterTokenizer same", "BytePairTokenizer same"), output);
  }

  /** Words of a few letters, of which there are many different ones, and lines. */
  private static void write(Path file) throws IOException {
    String[] words = new String[500_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.toString(i + 1_000, Character.MAX_RADIX).replace('1', '\u00e9');
    }
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < WORDS; i++) {
        double chance = random.nextDouble();
        out.write(words[(int) (chance * chance * chance * chance * words.length)]);
        out.write(i % 12 == 0 ? '\n' : ' ');
      }
    }
  }

  /** Compares the text with what windows over its tokens give back. */
  static final class Read {
    private static final int CONTEXT = 1000;

    private Read() {}

    public static void main(String[] arguments) throws IOException {
      TextSource book = TextSource.file(Path.of(arguments[0]));
      compare(CharacterTokenizer.train(book), book, Path.of(arguments[0]));
      compare(BytePairTokenizer.train(book, 400), book, Path.of(arguments[0]));
    }

    private static void compare(Tokenizer tokenizer, TextSource book, Path file)
        throws IOException {
      try (TokenFile tokens = TokenFile.temporary(book, tokenizer);
          Reader reader = Files.newBufferedReader(file)) {
        TextWindows windows = TextWindows.of(tokens, CONTEXT);
        Matrix inputs = Matrix.allocate(1, CONTEXT);
        Matrix targets = Matrix.allocate(1, CONTEXT);
        TokenDecoder decoder = tokenizer.decoder();
        boolean same = windows.size() == (tokens.size() - 1) / CONTEXT;
        for (int i = 0; i < windows.size(); i++) {
          windows.read(i, inputs, targets, 0);
          for (int j = 0; j < CONTEXT; j++) {
            String text = decoder.next((int) inputs.get(0, j));
            for (int c = 0; c < text.length(); c++) {
              same &= reader.read() == text.charAt(c);
            }
          }
        }
        System.out.println(tokenizer.getClass().getSimpleName() + (same ? " same" : " different"));
      }
    }
  }
}
