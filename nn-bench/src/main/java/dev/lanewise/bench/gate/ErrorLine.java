package dev.lanewise.bench.gate;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The line of a failed program's output that says what went wrong: the first that names an error or
 * an exception, because those after it follow from it; or else the first that is neither a comment
 * nor a warning.
 */
final class ErrorLine {
  /** Frames of a stack trace begin with white space, JMH's comments with #. */
  private static final Pattern NAMES_ERROR =
      Pattern.compile(
          "[^\\s#].*(Exception|Error)\\b.*|(Exception|Error|ERROR)\\b.*|# A fatal error.*");

  private static final Pattern COMMENT = Pattern.compile("(#|WARNING).*");

  private ErrorLine() {}

  static String of(List<String> output) {
    List<String> lines =
        output.stream().filter(line -> !line.isBlank() && !line.strip().equals("#")).toList();
    return IntStream.range(0, lines.size())
        .filter(i -> NAMES_ERROR.matcher(lines.get(i)).matches())
        .mapToObj(i -> withAnnounced(lines, i))
        .findFirst()
        .or(() -> lines.stream().filter(line -> !COMMENT.matcher(line).matches()).findFirst())
        .map(String::strip)
        .orElse("no output");
  }

  /** A line that ends with a colon says little without the next one. */
  private static String withAnnounced(List<String> lines, int i) {
    String line = lines.get(i);
    boolean announces = line.endsWith(":") && i + 1 < lines.size();
    return announces ? line + " " + lines.get(i + 1).strip() : line;
  }
}
