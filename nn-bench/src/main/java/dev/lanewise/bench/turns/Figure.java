package dev.lanewise.bench.turns;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number that a process has measured. A process prints each as a line of JSON.
 *
 * @param name what it is, in the words of the command
 * @param value in the unit that the name implies
 */
public record Figure(String name, double value) {

  /** The line. */
  public String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("figure", name);
    members.put("value", value);
    try {
      return JSON.std.asString(members);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prints the line. */
  public void print() {
    System.out.println(json());
  }

  /**
   * Reads the output of a process. Lines that do not begin with a brace are for people and skipped.
   *
   * @throws IllegalArgumentException if a line with a brace is not a figure
   */
  static List<Figure> parse(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("{")).map(Figure::parse).toList();
  }

  private static Figure parse(String line) {
    try {
      Map<String, Object> members = JSON.std.mapFrom(line);
      if (members.get("figure") instanceof String name
          && members.get("value") instanceof Number value) {
        return new Figure(name, value.doubleValue());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a line of JSON; found " + line, e);
    }
    throw new IllegalArgumentException("expected 'figure' and a number 'value'; found " + line);
  }
}
