package dev.lanewise.report;

/** A drawing of numbers, with words for those who cannot see it. */
public sealed interface Chart permits BarChart, GridChart, LineChart, ScatterChart {

  /** What it is called. */
  String title();

  /** What there is to see, in a sentence. */
  String description();

  /** Its numbers. */
  DataTable table();

  /** The drawing: an SVG document whose title and description say what it shows. */
  String svg();
}
