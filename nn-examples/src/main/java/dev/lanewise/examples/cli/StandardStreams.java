package dev.lanewise.examples.cli;

import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Standard output and standard error as text, in UTF-8 unless a terminal wants something else.
 * Unlike those of {@link System}, they tell when something cannot be written.
 */
public final class StandardStreams {

  private StandardStreams() {}

  /** Standard output. */
  public static PrintWriter out() {
    return writer(FileDescriptor.out, "stdout.encoding");
  }

  /** Standard error. */
  public static PrintWriter err() {
    return writer(FileDescriptor.err, "stderr.encoding");
  }

  private static PrintWriter writer(FileDescriptor stream, String encoding) {
    String name = isTerminal() ? System.getProperty(encoding, "UTF-8") : "UTF-8";
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), charset)));
  }

  /** Whether a person looks on. */
  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
