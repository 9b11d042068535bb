package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Initializer;
import java.io.IOException;
import java.util.stream.Stream;

/** Recurrent layers as JSON. */
final class RecurrentJson {
  private static final String WEIGHTS = "weight_initializer";
  private static final String RECURRENT = "recurrent_initializer";
  private static final String BIASES = "bias_initializer";

  private RecurrentJson() {}

  static void write(JsonGenerator json, RecurrentLayer layer) throws IOException {
    switch (layer) {
      case SimpleRnn rnn -> {
        json.writeStringField("type", "simple_rnn");
        OperationJson.write(json, rnn.activation());
      }
      case Lstm lstm -> json.writeStringField("type", "lstm");
      case Gru gru -> {
        json.writeStringField("type", "gru");
        json.writeBooleanField("reset_after", gru.resetAfter());
      }
    }
    Recurrence recurrence = layer.recurrence();
    json.writeNumberField("units", recurrence.units());
    json.writeStringField("direction", name(recurrence.direction()));
    json.writeStringField("output", name(recurrence.output()));
    json.writeBooleanField("lengths", recurrence.lengths());
    json.writeBooleanField("initial_state", recurrence.initialState());
    json.writeNumberField("carried_rows", recurrence.carriedRows());
    InitializerJson.write(json, WEIGHTS, layer.weightInitializer());
    InitializerJson.write(json, RECURRENT, layer.recurrentInitializer());
    InitializerJson.write(json, BIASES, layer.biasInitializer());
  }

  private static String name(Direction direction) {
    return switch (direction) {
      case FORWARD -> "forward";
      case REVERSE -> "reverse";
      case BOTH -> "both";
    };
  }

  private static String name(Output output) {
    return switch (output) {
      case SEQUENCE -> "sequence";
      case LAST -> "last";
      case STATE -> "state";
    };
  }

  static SimpleRnn simpleRnn(JsonObject json) {
    SimpleRnn plain =
        new SimpleRnn(recurrence(json, "activation", "alpha"), OperationJson.activation(json));
    return plain.withInitializers(
        initializer(json, WEIGHTS, plain),
        initializer(json, RECURRENT, plain),
        initializer(json, BIASES, plain));
  }

  static Lstm lstm(JsonObject json) {
    Lstm plain = new Lstm(recurrence(json));
    return plain.withInitializers(
        initializer(json, WEIGHTS, plain),
        initializer(json, RECURRENT, plain),
        initializer(json, BIASES, plain));
  }

  static Gru gru(JsonObject json) {
    Gru plain = new Gru(recurrence(json, "reset_after"), json.truth("reset_after"));
    return plain.withInitializers(
        initializer(json, WEIGHTS, plain),
        initializer(json, RECURRENT, plain),
        initializer(json, BIASES, plain));
  }

  private static Initializer initializer(JsonObject json, String name, RecurrentLayer plain) {
    Initializer orElse =
        switch (name) {
          case WEIGHTS -> plain.weightInitializer();
          case RECURRENT -> plain.recurrentInitializer();
          default -> plain.biasInitializer();
        };
    return InitializerJson.read(json, name, orElse);
  }

  /**
   * What all have.
   *
   * @param more fields that one of them has besides
   */
  private static Recurrence recurrence(JsonObject json, String... more) {
    Stream<String> common =
        Stream.of(
            "type",
            "units",
            "direction",
            "output",
            "lengths",
            "initial_state",
            "carried_rows",
            WEIGHTS,
            RECURRENT,
            BIASES);
    json.only(Stream.concat(common, Stream.of(more)).toArray(String[]::new));
    return new Recurrence(
        json.integer("units", 1, Integer.MAX_VALUE),
        direction(json),
        output(json),
        json.truth("lengths"),
        json.truth("initial_state"),
        json.integer("carried_rows", 0, Integer.MAX_VALUE));
  }

  private static Direction direction(JsonObject json) {
    String word = json.text("direction");
    return switch (word) {
      case "forward" -> Direction.FORWARD;
      case "reverse" -> Direction.REVERSE;
      case "both" -> Direction.BOTH;
      default ->
          throw json.where()
              .refuse("a direction: forward, reverse, both", Text.quoted(word), NetworkJson.NEWER);
    };
  }

  private static Output output(JsonObject json) {
    String word = json.text("output");
    return switch (word) {
      case "sequence" -> Output.SEQUENCE;
      case "last" -> Output.LAST;
      case "state" -> Output.STATE;
      default ->
          throw json.where()
              .refuse("an output: sequence, last, state", Text.quoted(word), NetworkJson.NEWER);
    };
  }
}
