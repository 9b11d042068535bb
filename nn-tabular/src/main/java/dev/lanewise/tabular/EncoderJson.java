package dev.lanewise.tabular;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes encoders as JSON; {@link EncoderReader} reads them. */
final class EncoderJson {
  static final String FORMAT = "lanewise.table-encoder";
  static final int VERSION = 1;

  private static final int MOST_CHARACTERS = 1 << 27;
  private static final int MOST_TOKENS = 1 << 21;
  private static final int LONGEST_TEXT = 1 << 24;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_NUMBER = 64;
  private static final int DEPTH = 4;

  private EncoderJson() {}

  /** A factory whose parsers are strict and give up on texts that are too deep or too long. */
  static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MOST_CHARACTERS)
                .maxTokenCount(MOST_TOKENS)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNestingDepth(DEPTH)
                .build())
        .build();
  }

  static String write(TableEncoder encoder) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeArrayFieldStart("features");
      for (Feature feature : encoder.features()) {
        write(json, feature);
      }
      json.writeEndArray();
      if (encoder.target().isPresent()) {
        json.writeFieldName("target");
        write(json, encoder.target().get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Feature feature) throws IOException {
    json.writeStartObject();
    json.writeStringField("column", feature.column());
    switch (feature) {
      case NumberFeature number -> {
        write(json, number.scale());
        if (number.replacement().isPresent()) {
          json.writeNumberField("missing", number.replacement().getAsDouble());
        }
      }
      case DateFeature date -> {
        json.writeStringField("kind", Kinds.DATE);
        json.writeStringField("pattern", date.notation().pattern());
        json.writeBooleanField("time", date.time());
        json.writeNumberField("mean", date.scale().mean());
        json.writeNumberField("deviation", date.scale().deviation());
        if (date.replacement().isPresent()) {
          json.writeNumberField("missing", date.replacement().getAsDouble());
        }
      }
      case CategoryFeature category -> {
        json.writeStringField("kind", Kinds.of(category.code()));
        json.writeBooleanField("zeros", category.unknown() == UnknownCategory.ZEROS);
        write(json, category.categories());
        if (category.replacement().isPresent()) {
          json.writeStringField("missing", category.replacement().get());
        }
        if (category.substitute().isPresent()) {
          json.writeStringField("unknown", category.substitute().get());
        }
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Target target) throws IOException {
    json.writeStartObject();
    json.writeStringField("column", target.column());
    switch (target) {
      case Target.OfNumber number -> write(json, number.scale());
      case Target.OfClass classes -> {
        json.writeStringField("kind", Kinds.CLASS);
        write(json, classes.classes());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, NumberScale scale) throws IOException {
    switch (scale) {
      case NumberScale.Standard standard -> {
        json.writeStringField("kind", Kinds.STANDARD);
        json.writeNumberField("mean", standard.mean());
        json.writeNumberField("deviation", standard.deviation());
      }
      case NumberScale.MinMax range -> {
        json.writeStringField("kind", Kinds.MIN_MAX);
        json.writeNumberField("min", range.min());
        json.writeNumberField("max", range.max());
      }
      case NumberScale.None _ -> json.writeStringField("kind", Kinds.NUMBER);
    }
  }

  private static void write(JsonGenerator json, Categories categories) throws IOException {
    json.writeArrayFieldStart("categories");
    for (String name : categories.names()) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
