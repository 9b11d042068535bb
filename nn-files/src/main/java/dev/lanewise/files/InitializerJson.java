package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Constant;
import dev.lanewise.nn.FixedDeviation;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.VarianceScaling;
import dev.lanewise.nn.VarianceScaling.Distribution;
import dev.lanewise.nn.VarianceScaling.Fan;
import java.io.IOException;

/**
 * Initializers as JSON. One that the library does not know is left out, because it has done its
 * work; the network that is read has the layer's default in its place.
 */
final class InitializerJson {

  private InitializerJson() {}

  static void write(JsonGenerator json, String field, Initializer initializer) throws IOException {
    switch (initializer) {
      case Constant(float value) -> {
        json.writeObjectFieldStart(field);
        json.writeStringField("type", "constant");
        json.writeNumberField("value", value);
        json.writeEndObject();
      }
      case VarianceScaling(double gain, Fan fan, Distribution distribution) -> {
        json.writeObjectFieldStart(field);
        json.writeStringField("type", "variance_scaling");
        json.writeNumberField("gain", gain);
        json.writeStringField("fan", name(fan));
        json.writeStringField("distribution", name(distribution));
        json.writeEndObject();
      }
      case FixedDeviation(double deviation) -> {
        json.writeObjectFieldStart(field);
        json.writeStringField("type", "normal");
        json.writeNumberField("deviation", deviation);
        json.writeEndObject();
      }
      default -> {}
    }
  }

  static Initializer read(JsonObject layer, String field, Initializer orElse) {
    if (!layer.has(field)) {
      return orElse;
    }
    JsonObject json = layer.object(field);
    return switch (json.text("type")) {
      case "constant" -> new Constant(json.only("type", "value").decimal32("value"));
      case "variance_scaling" -> varianceScaling(json);
      case "normal" -> new FixedDeviation(json.only("type", "deviation").decimal64("deviation"));
      default -> throw unknown(json, "an initializer: constant, variance_scaling, normal", "type");
    };
  }

  private static VarianceScaling varianceScaling(JsonObject json) {
    json.only("type", "gain", "fan", "distribution");
    Fan fan =
        switch (json.text("fan")) {
          case "in" -> Fan.IN;
          case "out" -> Fan.OUT;
          case "average" -> Fan.AVERAGE;
          default -> throw unknown(json, "in, out or average", "fan");
        };
    Distribution distribution =
        switch (json.text("distribution")) {
          case "uniform" -> Distribution.UNIFORM;
          case "normal" -> Distribution.NORMAL;
          default -> throw unknown(json, "uniform or normal", "distribution");
        };
    return new VarianceScaling(json.decimal64("gain"), fan, distribution);
  }

  private static RuntimeException unknown(JsonObject json, String expected, String field) {
    return json.where().refuse(expected, Text.quoted(json.text(field)), NetworkJson.NEWER);
  }

  private static String name(Fan fan) {
    return switch (fan) {
      case IN -> "in";
      case OUT -> "out";
      case AVERAGE -> "average";
    };
  }

  private static String name(Distribution distribution) {
    return switch (distribution) {
      case UNIFORM -> "uniform";
      case NORMAL -> "normal";
    };
  }
}
