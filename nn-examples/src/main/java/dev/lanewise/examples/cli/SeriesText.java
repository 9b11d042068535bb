package dev.lanewise.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.Printable;
import dev.lanewise.data.Dataset;
import dev.lanewise.nn.Model;
import dev.lanewise.tabular.SeriesErrors;
import dev.lanewise.tabular.SeriesGaps;
import dev.lanewise.tabular.SeriesReport;
import dev.lanewise.tabular.SeriesWindows;
import dev.lanewise.tabular.TimeColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Tells how well a model predicts a series, beside predictions that need no model. */
final class SeriesText {
  private static final int LONGEST_NAME = 40;

  private SeriesText() {}

  /** Tells of a model that was trained, if the test data are those of a series. */
  static void tell(Model model, Dataset test, boolean json, PrintWriter out) {
    if (test instanceof SeriesWindows windows) {
      SeriesReport report = SeriesReport.of(model, windows);
      out.println(json ? json(report) : text(report));
    }
  }

  /** What people ought to know about the times of a series, in one line. */
  static Optional<String> note(Dataset data) {
    return data instanceof SeriesWindows windows
        ? windows.gaps().map(gaps -> note(windows, gaps))
        : Optional.empty();
  }

  private static String note(SeriesWindows windows, SeriesGaps gaps) {
    String column = windows.encoder().recipe().time().map(TimeColumn::name).orElse("");
    return String.format(
        Locale.ROOT,
        "the times of %s have %s, %s behind row %d%s with room for %.0f row%s; look-back, horizon and season count rows as if there were none",
        Printable.of(column, LONGEST_NAME),
        gaps.count() == 1 ? "a gap" : gaps.count() + " gaps",
        gaps.count() == 1 ? "which is" : "the first one",
        gaps.row(),
        gaps.after().isEmpty() ? "" : " (" + gaps.after() + ")",
        gaps.missing(),
        gaps.missing() == 1 ? "" : "s");
  }

  /** Lines for people: of each column the errors of the model and the baselines. */
  static String text(SeriesReport report) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    for (SeriesReport.OfColumn column : report.columns()) {
      lines.add("errors    of " + Printable.of(column.column(), LONGEST_NAME));
      lines.add(line("model", column.model()));
      lines.add(line("naive", column.naive()) + "  (the last value)");
      column
          .seasonal()
          .ifPresent(
              errors -> lines.add(line("seasonal", errors) + "  (the value a season before)"));
    }
    return lines.toString();
  }

  private static String line(String name, SeriesErrors errors) {
    return String.format(
        Locale.ROOT,
        "  %-9s RMSE %-12.6g MAE %.6g",
        name,
        errors.rootMeanSquaredError(),
        errors.meanAbsoluteError());
  }

  private static String json(SeriesReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      write(json, report);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The members of an object: how many windows, and the errors of each column. */
  static void write(JsonGenerator json, SeriesReport report) throws IOException {
    json.writeNumberField("windows", report.windows());
    json.writeArrayFieldStart("columns");
    for (SeriesReport.OfColumn column : report.columns()) {
      json.writeStartObject();
      json.writeStringField("name", column.column());
      write(json, "model", column.model());
      write(json, "naive", column.naive());
      if (column.seasonal().isPresent()) {
        write(json, "seasonal", column.seasonal().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, SeriesErrors errors)
      throws IOException {
    json.writeObjectFieldStart(name);
    ScoreText.number(json, "rmse", errors.rootMeanSquaredError());
    ScoreText.number(json, "mae", errors.meanAbsoluteError());
    json.writeEndObject();
  }
}
