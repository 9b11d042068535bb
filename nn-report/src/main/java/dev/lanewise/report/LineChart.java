package dev.lanewise.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * Curves over an axis. Numbers that are not finite leave gaps.
 *
 * @param xLabel what the horizontal axis is, with its unit
 * @param yLabel what the vertical axis is, with its unit
 * @param curves each has a stroke and a colour of its own
 */
public record LineChart(
    String title, String description, String xLabel, String yLabel, List<Curve> curves)
    implements Chart {

  /** Copies the list. */
  public LineChart {
    curves = List.copyOf(curves);
  }

  /**
   * A curve.
   *
   * @param name for the legend
   * @param x ascending
   * @param y as many
   */
  public record Curve(String name, double[] x, double[] y) {

    /** Checks the lengths and copies the arrays. */
    public Curve {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "Curve '%s' needs as many numbers on both axes; found %s and %s."
                .formatted(name, x.length, y.length));
      }
      x = x.clone();
      y = y.clone();
    }

    /** Numbers over 1, 2, 3 and so on, such as epochs. */
    public static Curve counted(String name, double[] y) {
      double[] x = new double[y.length];
      Arrays.setAll(x, i -> i + 1);
      return new Curve(name, x, y);
    }
  }

  @Override
  public DataTable table() {
    TreeSet<Double> places = new TreeSet<>();
    curves.forEach(curve -> Arrays.stream(curve.x).forEach(places::add));
    List<String> header = new ArrayList<>(List.of(xLabel));
    curves.forEach(curve -> header.add(curve.name));
    List<List<String>> rows = new ArrayList<>();
    for (double place : places) {
      List<String> row = new ArrayList<>(List.of(Numbers.text(place)));
      for (Curve curve : curves) {
        int at = Arrays.binarySearch(curve.x, place);
        row.add(at < 0 ? "" : Numbers.text(curve.y[at]));
      }
      rows.add(row);
    }
    return new DataTable(header, rows);
  }

  @Override
  public String svg() {
    Markup svg = Canvas.begin(this, Canvas.WIDTH, Canvas.HEIGHT);
    Scale x = Scale.of(all(true), Canvas.LEFT, Canvas.RIGHT);
    Scale y = Scale.of(all(false), Canvas.BOTTOM, Canvas.TOP);
    Canvas.horizontal(svg, x, xLabel);
    Canvas.vertical(svg, y, yLabel);
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      svg.empty(
              "path",
              "d",
              path(curve, x, y),
              "fill",
              "none",
              "stroke",
              Canvas.colour(i),
              "stroke-width",
              2,
              "stroke-dasharray",
              Canvas.dash(i))
          .line();
      legend(svg, curve.name, i);
    }
    return Canvas.end(svg);
  }

  private double[] all(boolean horizontal) {
    return curves.stream()
        .flatMapToDouble(curve -> DoubleStream.of(horizontal ? curve.x : curve.y))
        .toArray();
  }

  private static String path(Curve curve, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    boolean on = false;
    for (int i = 0; i < curve.x.length; i++) {
      boolean drawn = Double.isFinite(curve.x[i]) && Double.isFinite(curve.y[i]);
      if (drawn) {
        path.append(on ? 'L' : 'M')
            .append(Markup.coordinate(x.place(curve.x[i])))
            .append(' ')
            .append(Markup.coordinate(y.place(curve.y[i])));
      }
      on = drawn;
    }
    return path.toString();
  }

  private static void legend(Markup svg, String name, int index) {
    double at = Canvas.TOP + 14 + 18 * index;
    double left = Canvas.RIGHT - 150;
    svg.empty(
            "line",
            "x1",
            left,
            "y1",
            at - 4,
            "x2",
            left + 28,
            "y2",
            at - 4,
            "stroke",
            Canvas.colour(index),
            "stroke-width",
            2,
            "stroke-dasharray",
            Canvas.dash(index))
        .line();
    Canvas.text(svg, name, left + 34, at, "start");
  }
}
