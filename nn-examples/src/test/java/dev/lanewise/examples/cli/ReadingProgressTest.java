package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadingProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final ReadingProgress progress =
      new ReadingProgress(
          "a.csv", 200, new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get);

  private String after(long moreNanos, long read) {
    bytes.reset();
    nanos.addAndGet(moreNanos);
    progress.accept(read);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsTwiceASecondAndEndsWithNothing() {
    assertEquals("", after(1, 10));
    assertEquals("\rreading a.csv: 50 %\r", after(600_000_000, 100));
    assertEquals("", after(1, 110));
    assertEquals("\r\u001b[K", after(1, 200));
    assertEquals("", after(1, 200), "it is gone already");
  }

  @Test
  void whatFollowsAnErrorWithinTheFileStartsALine() {
    String line = after(600_000_000, 58);
    assertEquals('\r', line.charAt(line.length() - 1));
  }
}
