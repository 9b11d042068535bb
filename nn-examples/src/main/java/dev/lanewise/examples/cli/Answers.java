package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.Replacement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a model says, as a table (RFC 4180).
 *
 * @param source where the answers come from
 */
record Answers(Source source) {

  /** Makes answers. */
  interface Source {
    /**
     * Gives the fields of each line, beginning with the names of the columns.
     *
     * @param sink takes them, and tells whether it will take more
     */
    void forEach(Predicate<List<String>> sink);
  }

  /** Lines after which it is looked whether somebody takes them. */
  private static final int LINES = 1024;

  /**
   * Prints them, on a line each whatever is in them; ends when nobody takes them any more.
   *
   * @param eager whether to print a row before the next one is there
   */
  void print(PrintWriter out, boolean eager) {
    int[] lines = new int[1];
    forEachLine(
        Printable::of,
        line -> {
          out.println(line);
          lines[0]++;
          boolean asked = lines[0] % LINES == 0 || (eager && isWaiting());
          return !(asked && out.checkError());
        });
  }

  private static boolean isWaiting() {
    try {
      return System.in.available() == 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Writes them to a file, which is replaced if that is done.
   *
   * @throws DataException if it cannot be written
   */
  void write(Path file) {
    try (Replacement replacement = Replacement.begin(file)) {
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(replacement.temporary()))) {
        forEachLine(
            UnaryOperator.identity(),
            line -> {
              out.print(line + "\n");
              return true;
            });
        if (out.checkError()) {
          throw new IOException("not all could be written");
        }
      }
      replacement.commit();
    } catch (NoSuchFileException e) {
      throw new DataException(
          "%s: expected a file in a directory that exists; found no such directory. Create it, or choose another --output."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a file that can be written; found an error (%s). Check path, permissions and space."
              .formatted(file, e),
          e);
    }
  }

  /**
   * Makes the lines.
   *
   * @param shown how a field is written
   * @param sink takes a line, and tells whether it will take another one
   */
  private void forEachLine(UnaryOperator<String> shown, Predicate<String> sink) {
    source.forEach(fields -> sink.test(joined(fields, shown)));
  }

  private static String joined(List<String> fields, UnaryOperator<String> shown) {
    return fields.stream().map(shown).map(Answers::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
