package dev.lanewise.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.Printable;
import dev.lanewise.metrics.ClassificationReport;
import dev.lanewise.metrics.ConfusionMatrix;
import dev.lanewise.metrics.RegressionReport;
import dev.lanewise.train.Evaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** Tells how good a model is, to people or programs. */
final class ScoreText {

  /** Larger matrices do not fit a terminal. */
  private static final int MOST_CLASSES = 20;

  private static final int LONGEST_NAME = 12;

  private ScoreText() {}

  /** Several lines for people. */
  static String text(Score score) {
    String scored = "scored    " + score.scored() + System.lineSeparator();
    return switch (score) {
      case Score.OfNumbers numbers -> scored + numbers.report();
      case Score.OfSeries series -> scored + SeriesText.text(series.report());
      case Score.OfTokens tokens -> scored + tokens.quality().brief(tokens.evaluation());
      case Score.OfClasses classes ->
          scored + classes.report().table(classes.labels()) + confusion(classes);
    };
  }

  private static String confusion(Score.OfClasses classes) {
    int count = classes.labels().size();
    if (count > MOST_CLASSES) {
      return "";
    }
    ConfusionMatrix matrix = classes.report().confusion();
    List<String> names =
        classes.labels().stream().map(name -> Printable.of(name, LONGEST_NAME - 3)).toList();
    int width = Math.max(5, names.stream().mapToInt(String::length).max().orElseThrow());
    StringBuilder text = new StringBuilder();
    text.append(System.lineSeparator()).append(System.lineSeparator());
    text.append("confusion: a row for each class, a column for each answer");
    text.append(System.lineSeparator()).append(padded("", width));
    names.forEach(name -> text.append("  ").append(padded(name, width)));
    for (int target = 0; target < count; target++) {
      text.append(System.lineSeparator()).append(padded(names.get(target), width));
      for (int answer = 0; answer < count; answer++) {
        text.append("  ").append(padded(String.valueOf(matrix.count(target, answer)), width));
      }
    }
    return text.toString();
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** One JSON object. */
  static String json(Score score) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("scored", score.scored());
      switch (score) {
        case Score.OfNumbers numbers -> write(json, numbers.report());
        case Score.OfSeries series -> SeriesText.write(json, series.report());
        case Score.OfTokens tokens -> write(json, tokens);
        case Score.OfClasses classes -> write(json, classes.labels(), classes.report());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Score.OfTokens tokens) throws IOException {
    Evaluation evaluation = tokens.evaluation();
    json.writeNumberField("samples", evaluation.samples());
    number(json, "loss", evaluation.loss());
    number(json, "perplexity", evaluation.perplexity());
    number(json, "bits", evaluation.bits());
    number(json, "bitsPerCharacter", tokens.quality().bitsPerCharacter(evaluation));
    number(json, "accuracy", evaluation.accuracy().orElse(Double.NaN));
  }

  private static void write(JsonGenerator json, RegressionReport report) throws IOException {
    json.writeNumberField("samples", report.samples());
    number(json, "rmse", report.rootMeanSquaredError());
    number(json, "mae", report.meanAbsoluteError());
    number(json, "r2", report.r2());
  }

  private static void write(JsonGenerator json, List<String> labels, ClassificationReport report)
      throws IOException {
    ConfusionMatrix matrix = report.confusion();
    json.writeNumberField("samples", matrix.samples());
    number(json, "accuracy", report.accuracy());
    number(json, "logLoss", report.logLoss());
    number(json, "rocAuc", report.rocAuc());
    json.writeArrayFieldStart("classes");
    for (int c = 0; c < labels.size(); c++) {
      json.writeStartObject();
      json.writeStringField("name", labels.get(c));
      number(json, "precision", matrix.precision(c));
      number(json, "recall", matrix.recall(c));
      number(json, "f1", matrix.f1(c));
      json.writeNumberField("samples", matrix.support(c));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("confusion");
    for (int target = 0; target < labels.size(); target++) {
      int row = target;
      json.writeArray(
          IntStream.range(0, labels.size()).mapToLong(c -> matrix.count(row, c)).toArray(),
          0,
          labels.size());
    }
    json.writeEndArray();
  }

  /** JSON has no NaN and no infinity. */
  static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
