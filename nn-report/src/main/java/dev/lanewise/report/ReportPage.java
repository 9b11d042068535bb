package dev.lanewise.report;

import java.util.List;

/**
 * A page of words, numbers, charts and pictures in one HTML file, without scripts and without
 * anything from elsewhere: to keep, to mail, to print. Not thread-safe.
 */
public final class ReportPage {
  private static final String STYLE =
      """
      :root { color-scheme: light; }
      body { font: 16px/1.5 system-ui, sans-serif; color: #222222; background: #ffffff;
        max-width: 720px; margin: 0 auto; padding: 24px 16px 64px; }
      h1 { font-size: 26px; line-height: 1.25; }
      h2 { font-size: 20px; margin-top: 40px; }
      figure { margin: 24px 0; overflow-x: auto; }
      svg { max-width: 100%; height: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: 2px 12px 2px 0; text-align: left; vertical-align: top; }
      thead th { border-bottom: 1px solid #767676; }
      summary { cursor: pointer; color: #0b5394; }
      .pictures { display: flex; flex-wrap: wrap; gap: 16px; padding: 0; list-style: none; }
      .pictures img { image-rendering: pixelated; width: 112px; height: 112px; object-fit: contain;
        border: 1px solid #767676; }
      .pictures p { margin: 4px 0 0; width: 112px; font-size: 13px; }
      """;

  private final String title;
  private final String language;
  private final Markup body = new Markup();

  /**
   * A page without content.
   *
   * @param language of its words, such as {@code en}
   */
  public ReportPage(String title, String language) {
    this.title = title;
    this.language = language;
  }

  /** A picture with what stands below it. */
  public record Picture(PngImage image, String caption) {}

  /** Begins a part of the page. */
  public ReportPage heading(String words) {
    body.leaf("h2", words).line();
    return this;
  }

  /** A paragraph. */
  public ReportPage words(String words) {
    body.leaf("p", words).line();
    return this;
  }

  /** A table that is always seen. */
  public ReportPage table(DataTable table) {
    body.open("figure");
    table.write(body);
    body.close("figure").line();
    return this;
  }

  /** A chart, and its numbers in a table that opens. */
  public ReportPage chart(Chart chart) {
    body.open("figure").line().raw(chart.svg());
    body.leaf("figcaption", chart.description()).line();
    body.open("details").leaf("summary", "The numbers of this chart").line();
    chart.table().write(body);
    body.close("details").close("figure").line();
    return this;
  }

  /** Pictures side by side. */
  public ReportPage pictures(List<Picture> pictures) {
    body.open("ul", "class", "pictures").line();
    for (Picture picture : pictures) {
      body.open("li")
          .empty(
              "img",
              "src",
              picture.image.dataAddress(),
              "alt",
              picture.caption,
              "width",
              picture.image.width(),
              "height",
              picture.image.height())
          .leaf("p", picture.caption)
          .close("li")
          .line();
    }
    body.close("ul").line();
    return this;
  }

  /** The file's text, to be written in UTF-8. */
  public String html() {
    Markup page = new Markup();
    page.raw("<!doctype html>\n").open("html", "lang", language).line().open("head").line();
    page.empty("meta", "charset", "utf-8").line();
    page.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .line();
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    page.leaf("title", title).line().open("style").line().raw(STYLE).close("style").line();
    page.close("head").line().open("body").line().open("main").line().leaf("h1", title).line();
    page.raw(body.toString());
    return page.close("main").line().close("body").line().close("html").line().toString();
  }
}
