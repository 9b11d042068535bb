package dev.lanewise.report;

/** The frame of a drawing: its size, title and description, axes and grid. */
final class Canvas {
  static final double WIDTH = 640;
  static final double HEIGHT = 360;
  static final double LEFT = 64;
  static final double RIGHT = WIDTH - 16;
  static final double TOP = 40;
  static final double BOTTOM = HEIGHT - 48;

  /** Okabe and Ito's colours, which people tell apart whatever colours they see. */
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"
  };

  private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3"};
  static final String INK = "#222222";
  static final String FAINT = "#dddddd";
  private static final String FONT = "system-ui, sans-serif";

  private Canvas() {}

  static String colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  /** Lines differ by their strokes, too. */
  static String dash(int index) {
    return DASHES[index % DASHES.length];
  }

  static Markup begin(Chart chart, double width, double height) {
    Markup svg = new Markup();
    String label = "chart-" + Integer.toHexString((chart.title() + chart.description()).hashCode());
    svg.open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            "0 0 " + Markup.coordinate(width) + " " + Markup.coordinate(height),
            "width",
            width,
            "height",
            height,
            "role",
            "img",
            "aria-labelledby",
            label + "-t " + label + "-d",
            "font-family",
            FONT,
            "font-size",
            "13",
            "fill",
            INK)
        .line();
    svg.leaf("title", chart.title(), "id", label + "-t").line();
    svg.leaf("desc", chart.description(), "id", label + "-d").line();
    svg.empty("rect", "width", width, "height", height, "fill", "#ffffff").line();
    text(svg, chart.title(), LEFT, 22, "start", "font-weight", "600");
    return svg;
  }

  static String end(Markup svg) {
    return svg.close("svg").line().toString();
  }

  static void text(Markup svg, String content, double x, double y, String anchor, Object... more) {
    Object[] attributes = new Object[6 + more.length];
    Object[] own = {"x", x, "y", y, "text-anchor", anchor};
    System.arraycopy(own, 0, attributes, 0, own.length);
    System.arraycopy(more, 0, attributes, own.length, more.length);
    svg.leaf("text", content, attributes).line();
  }

  static void horizontal(Markup svg, Scale x, String label) {
    for (double tick : x.ticks()) {
      double at = x.place(tick);
      line(svg, at, TOP, at, BOTTOM, FAINT);
      text(svg, Numbers.text(tick), at, BOTTOM + 18, "middle");
    }
    line(svg, LEFT, BOTTOM, RIGHT, BOTTOM, INK);
    text(svg, label, (LEFT + RIGHT) / 2, HEIGHT - 10, "middle");
  }

  static void vertical(Markup svg, Scale y, String label) {
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      line(svg, LEFT, at, RIGHT, at, FAINT);
      text(svg, Numbers.text(tick), LEFT - 6, at + 4, "end");
    }
    line(svg, LEFT, TOP, LEFT, BOTTOM, INK);
    double middle = (TOP + BOTTOM) / 2;
    String turned = "rotate(-90 14 " + Markup.coordinate(middle) + ")";
    text(svg, label, 14, middle, "middle", "transform", turned);
  }

  static void line(Markup svg, double x1, double y1, double x2, double y2, String colour) {
    svg.empty("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour).line();
  }
}
