package dev.lanewise.listeners;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {

  private static final class Broken extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("disk full");
    }
  }

  @Test
  void writesALineForEachEpochWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      StringBuilder out = new StringBuilder();
      ConsoleLog log = ConsoleLog.to(out);
      log.onBatch(Results.batch(1, 128, 0.5));
      log.onEpoch(Results.classifier(1));
      log.onEpoch(Results.regression(2));
      assertEquals(
          List.of(
              "epoch 1  loss 0.2500  accuracy 87.50 %"
                  + "  validation loss 0.3333  accuracy 81.25 %  24,690 samples/s  0.50 s",
              "epoch 2  loss 0.0000  25 samples/s  2.00 s"),
          out.toString().lines().toList());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void writesALineForEveryThirdBatch() {
    StringBuilder out = new StringBuilder();
    ConsoleLog log = ConsoleLog.to(out).everyBatches(3);
    for (int i = 1; i <= 7; i++) {
      log.onBatch(Results.batch(1, i * 1000, 0.25));
    }
    log.onEpoch(Results.regression(1));
    for (int i = 1; i <= 3; i++) {
      log.onBatch(Results.batch(2, i * 1000, Double.NaN));
    }
    assertEquals(
        List.of(
            "epoch 1  3,000/10,000  loss 0.5000  accuracy 25.00 %",
            "epoch 1  6,000/10,000  loss 0.5000  accuracy 25.00 %",
            "epoch 1  loss 0.0000  25 samples/s  2.00 s",
            "epoch 2  3,000/10,000  loss 0.5000"),
        out.toString().lines().toList());
  }

  @Test
  void flushes() {
    StringWriter received = new StringWriter();
    ConsoleLog.to(new BufferedWriter(received)).onEpoch(Results.regression(1));
    assertEquals(1, received.toString().lines().count());
  }

  @Test
  void failuresOfAnyKindOfDestinationSurface() {
    IOException cause = new IOException("disk full");
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] buffer, int from, int length) throws IOException {
            throw cause;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    DataException error =
        assertError(
            DataException.class,
            () -> ConsoleLog.to(broken).onEpoch(Results.regression(1)),
            "Console log",
            "disk full");
    assertSame(cause, error.getCause());
    for (Appendable silent :
        List.of(
            new PrintStream(new Broken(), false, StandardCharsets.UTF_8),
            new PrintWriter(new Broken(), false, StandardCharsets.UTF_8))) {
      assertError(
          DataException.class,
          () -> ConsoleLog.to(silent).onEpoch(Results.regression(1)),
          "Console log",
          "reports a failure");
    }
  }

  @Test
  void refusesNoBatches() {
    assertError(
        SettingException.class,
        () -> ConsoleLog.to(new StringBuilder()).everyBatches(0),
        "at least 1",
        "found 0");
  }
}
