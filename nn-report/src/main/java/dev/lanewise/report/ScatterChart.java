package dev.lanewise.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Points in a plane, by group: each group has a shape and a colour of its own.
 *
 * @param xLabel what the horizontal axis is
 * @param yLabel what the vertical axis is
 * @param groups the names of the groups
 * @param points places of the points, two numbers each
 * @param of the group of each point
 */
public record ScatterChart(
    String title,
    String description,
    String xLabel,
    String yLabel,
    List<String> groups,
    double[][] points,
    int[] of)
    implements Chart {
  private static final double SIZE = 3;

  /** Checks that each point has a group, and copies the groups. */
  public ScatterChart {
    groups = List.copyOf(groups);
    if (points.length != of.length) {
      throw new IllegalArgumentException(
          "Each point needs a group; found %s points and %s groups."
              .formatted(points.length, of.length));
    }
  }

  @Override
  public DataTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      rows.add(List.of(groups.get(of[i]), Numbers.text(points[i][0]), Numbers.text(points[i][1])));
    }
    return new DataTable(List.of("", xLabel, yLabel), rows);
  }

  @Override
  public String svg() {
    Markup svg = Canvas.begin(this, Canvas.WIDTH, Canvas.HEIGHT);
    Scale x = Scale.of(axis(0), Canvas.LEFT, Canvas.RIGHT - 110);
    Scale y = Scale.of(axis(1), Canvas.BOTTOM, Canvas.TOP);
    Canvas.horizontal(svg, x, xLabel);
    Canvas.vertical(svg, y, yLabel);
    for (int i = 0; i < points.length; i++) {
      mark(svg, x.place(points[i][0]), y.place(points[i][1]), of[i]);
    }
    for (int g = 0; g < groups.size(); g++) {
      double at = Canvas.TOP + 14 + 18 * g;
      mark(svg, Canvas.RIGHT - 92, at - 4, g);
      Canvas.text(svg, groups.get(g), Canvas.RIGHT - 82, at, "start");
    }
    return Canvas.end(svg);
  }

  private double[] axis(int axis) {
    double[] all = new double[points.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = points[i][axis];
    }
    return all;
  }

  /** Circles, squares and diamonds. */
  private static void mark(Markup svg, double x, double y, int group) {
    String colour = Canvas.colour(group);
    switch (group % 3) {
      case 0 -> svg.empty("circle", "cx", x, "cy", y, "r", SIZE, "fill", colour).line();
      case 1 ->
          svg.empty(
                  "rect", "x", x - SIZE, "y", y - SIZE, "width", 2 * SIZE, "height", 2 * SIZE,
                  "fill", colour)
              .line();
      default -> {
        String d =
            "M%s %sl4 4l-4 4l-4 -4z".formatted(Markup.coordinate(x), Markup.coordinate(y - 4));
        svg.empty("path", "d", d, "fill", colour).line();
      }
    }
  }
}
