package dev.lanewise.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A bar for each name, from the left, with whiskers for errors.
 *
 * @param label what the values are, with their unit
 * @param names one for each bar, from above
 * @param values as many
 * @param errors as many, by which values may be off to both sides; zeros for none
 */
public record BarChart(
    String title,
    String description,
    String label,
    List<String> names,
    double[] values,
    double[] errors)
    implements Chart {
  private static final double STEP = 26;
  private static final double BAR = 16;
  private static final double NAMES = 190;

  /** Checks the lengths and copies what is mutable. */
  public BarChart {
    names = List.copyOf(names);
    if (values.length != names.size() || errors.length != names.size()) {
      throw new IllegalArgumentException(
          "A chart of %s bars needs as many values and errors; found %s and %s."
              .formatted(names.size(), values.length, errors.length));
    }
    values = values.clone();
    errors = errors.clone();
  }

  @Override
  public DataTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(List.of(names.get(i), Numbers.text(values[i]), "± " + Numbers.text(errors[i], 2)));
    }
    return new DataTable(List.of("", label, "error"), rows);
  }

  @Override
  public String svg() {
    double bottom = Canvas.TOP + STEP * names.size();
    Markup svg = Canvas.begin(this, Canvas.WIDTH, bottom + 48);
    double[] ends = new double[2 * values.length + 1];
    for (int i = 0; i < values.length; i++) {
      ends[2 * i] = values[i] - errors[i];
      ends[2 * i + 1] = values[i] + errors[i];
    }
    Scale x = Scale.of(ends, NAMES, Canvas.RIGHT - 8);
    for (double tick : x.ticks()) {
      Canvas.line(svg, x.place(tick), Canvas.TOP, x.place(tick), bottom, Canvas.FAINT);
      Canvas.text(svg, Numbers.text(tick), x.place(tick), bottom + 18, "middle");
    }
    Canvas.text(svg, label, (NAMES + Canvas.RIGHT) / 2, bottom + 38, "middle");
    for (int i = 0; i < values.length; i++) {
      bar(svg, i, x);
    }
    Canvas.line(svg, x.place(0), Canvas.TOP, x.place(0), bottom, Canvas.INK);
    return Canvas.end(svg);
  }

  private void bar(Markup svg, int i, Scale x) {
    double top = Canvas.TOP + STEP * i + (STEP - BAR) / 2;
    double from = Math.min(x.place(0), x.place(values[i]));
    double to = Math.max(x.place(0), x.place(values[i]));
    svg.empty(
            "rect",
            "x",
            from,
            "y",
            top,
            "width",
            to - from,
            "height",
            BAR,
            "fill",
            Canvas.colour(values[i] < 0 ? 1 : 0))
        .line();
    if (errors[i] > 0) {
      double middle = top + BAR / 2;
      double left = x.place(values[i] - errors[i]);
      double right = x.place(values[i] + errors[i]);
      Canvas.line(svg, left, middle, right, middle, Canvas.INK);
      Canvas.line(svg, left, middle - 4, left, middle + 4, Canvas.INK);
      Canvas.line(svg, right, middle - 4, right, middle + 4, Canvas.INK);
    }
    Canvas.text(svg, names.get(i), NAMES - 8, top + BAR - 4, "end");
  }
}
