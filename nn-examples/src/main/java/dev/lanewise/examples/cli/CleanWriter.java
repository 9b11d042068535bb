package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Everything that the program prints passes here: characters that would change what a terminal
 * shows of the others, wherever they come from, are written as escapes; only tabs and line ends are
 * kept. What cannot be written is told by {@link PrintWriter#checkError}.
 */
public final class CleanWriter extends Writer {
  private final PrintWriter out;

  private CleanWriter(PrintWriter out) {
    this.out = out;
  }

  /** A writer that cleans what another one gets. */
  public static PrintWriter before(PrintWriter out, boolean flushesLines) {
    return new PrintWriter(new CleanWriter(out), flushesLines);
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      if (Character.isSurrogate(buffer[i]) || !Printable.isEscaped(buffer[i])) {
        continue;
      }
      boolean lineEnd = buffer[i] == '\r' && i + 1 < end && buffer[i + 1] == '\n';
      if (buffer[i] != '\n' && buffer[i] != '\t' && !lineEnd) {
        out.write(buffer, start, i - start);
        out.write(Printable.of(String.valueOf(buffer[i])));
        start = i + 1;
      }
    }
    out.write(buffer, start, end - start);
  }

  @Override
  public void flush() throws IOException {
    if (out.checkError()) {
      throw new IOException("cannot write");
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
