package dev.lanewise.tabular;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.DataException;
import dev.lanewise.Heap;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Writes and reads encoders of series as JSON; reading trusts nothing. */
final class SeriesJson {
  private static final String FORMAT = "lanewise.series-encoder";
  private static final int VERSION = 1;

  /** Memory that short texts and what is made of them take, in bytes a character. */
  private static final int EXPANSION = 20;

  private SeriesJson() {}

  static String write(SeriesEncoder encoder) {
    SeriesRecipe recipe = encoder.recipe();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = EncoderJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeNumberField("lookBack", recipe.lookBack());
      json.writeNumberField("horizon", recipe.horizon());
      if (recipe.season().isPresent()) {
        json.writeNumberField("season", recipe.season().getAsInt());
      }
      json.writeBooleanField("filled", recipe.filled());
      if (recipe.time().isPresent()) {
        write(json, recipe.time().get());
      }
      json.writeArrayFieldStart("targets");
      for (String target : recipe.targets()) {
        json.writeString(target);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("columns");
      for (SeriesColumn column : encoder.columns()) {
        json.writeStartObject();
        json.writeStringField("column", column.name());
        json.writeNumberField("mean", column.scale().mean());
        json.writeNumberField("deviation", column.scale().deviation());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, TimeColumn time) throws IOException {
    json.writeObjectFieldStart("time");
    json.writeStringField("column", time.name());
    if (time.dates().isPresent()) {
      json.writeStringField("pattern", time.dates().get().pattern());
    }
    json.writeEndObject();
  }

  /**
   * Reads an encoder.
   *
   * @throws DataException if the text is anything else, or the memory does not suffice
   */
  static SeriesEncoder read(String json) {
    return Heap.attempt(
        (long) EXPANSION * json.length(),
        JsonTree::error,
        () -> read(JsonObject.of("series", JsonTree.read(json))));
  }

  private static SeriesEncoder read(JsonObject root) {
    String format = root.text("format");
    if (!format.equals(FORMAT)) {
      throw JsonObject.error("series.format", FORMAT, format);
    }
    double version = root.number("version");
    if (version != VERSION) {
      throw JsonObject.error("series.version", "version %s".formatted(VERSION), version);
    }
    int lookBack = count(root, "lookBack");
    int horizon = count(root, "horizon");
    OptionalInt season =
        root.has("season") ? OptionalInt.of(count(root, "season")) : OptionalInt.empty();
    boolean filled = root.truth("filled");
    Optional<TimeColumn> time =
        root.has("time") ? Optional.of(time(root.object("time"))) : Optional.empty();
    List<String> targets = root.texts("targets");
    List<SeriesColumn> columns = columns(root.values("columns"));
    root.requireEnd();
    try {
      return new SeriesEncoder(
          new SeriesRecipe(targets, lookBack, horizon, Set.of(), time, season, filled), columns);
    } catch (SettingException | ShapeException e) {
      throw new DataException("JSON of an encoder, series: " + e.getMessage(), e);
    }
  }

  private static int count(JsonObject json, String name) {
    double value = json.number(name);
    if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw JsonObject.error("series." + name, "a whole number from 1 to 2^31 - 1", value);
    }
    return (int) value;
  }

  private static TimeColumn time(JsonObject json) {
    String name = json.text("column");
    Optional<DateNotation> dates =
        json.has("pattern")
            ? Optional.of(EncoderReader.notation(json.text("pattern")))
            : Optional.empty();
    json.requireEnd();
    return new TimeColumn(name, dates);
  }

  private static List<SeriesColumn> columns(List<Object> values) {
    List<SeriesColumn> columns = new ArrayList<>();
    for (Object value : values) {
      JsonObject json = JsonObject.of("series.columns[%s]".formatted(columns.size()), value);
      NumberScale.Standard scale =
          new NumberScale.Standard(json.number("mean"), json.number("deviation"));
      columns.add(new SeriesColumn(json.text("column"), scale));
      json.requireEnd();
    }
    return columns;
  }
}
