package dev.lanewise.examples.cli;

import java.util.List;
import java.util.Locale;

/** A line of text with a progress bar that leaves the last column of a terminal free. */
final class BarLine {
  private static final int MIN_BAR = 10;
  private static final int MAX_BAR = 40;

  /**
   * What the usual name and figures need, and the brackets: so the bar does not change with them.
   */
  private static final int OTHERS = 68;

  private BarLine() {}

  /**
   * Fits a line to a terminal: leaves out the bar if there is little room, then the last figures.
   * In the last column, a terminal would begin another line.
   *
   * @param width columns of the terminal
   * @param name of what goes on
   * @param done the share that is done, from 0 to 1
   * @param figures the most important first
   */
  static String of(int width, String name, double done, List<String> figures) {
    int room = Math.max(width - 1, 0);
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%s %3d %%", name, (int) (100 * done)))
            .append(bar(room, done));
    for (String figure : figures) {
      if (line.length() + 2 + figure.length() > room) {
        break;
      }
      line.append("  ").append(figure);
    }
    return line.substring(0, Math.min(line.length(), room));
  }

  private static String bar(int room, double done) {
    int columns = Math.min(room - OTHERS, MAX_BAR);
    if (columns < MIN_BAR) {
      return "";
    }
    int filled = (int) (columns * done);
    return " [" + "=".repeat(filled) + " ".repeat(columns - filled) + "]";
  }
}
